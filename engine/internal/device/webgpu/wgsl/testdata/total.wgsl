// reduce_sum, reduce_min: 1 result, each of 1000000 elements in 122 parts
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<storage, read_write> out1: array<f32>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> shared0: array<f32, 256>;
var<workgroup> shared1: array<f32, 256>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// Numbers in the order of the floats, -0 below +0.
fn order_x4(x: vec4f) -> vec4i {
  let bits = bitcast<vec4i>(x);
  return bits ^ ((bits >> vec4u(31u)) & vec4i(0x7fffffff));
}

fn is_nan_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u); }

fn min_float_x4(x: vec4f, y: vec4f) -> vec4f {
  let lesser = select(y, x, order_x4(x) < order_x4(y));
  return select(select(lesser, y, is_nan_x4(y)), x, is_nan_x4(x));
}

// Numbers in the order of the floats, -0 below +0.
fn order(x: f32) -> i32 {
  let bits = bitcast<i32>(x);
  return bits ^ ((bits >> 31u) & 0x7fffffff);
}

fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }

fn min_float(x: f32, y: f32) -> f32 {
  let lesser = select(y, x, order(x) < order(y));
  return select(select(lesser, y, is_nan(y)), x, is_nan(x));
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let i = group.x;
  var sum0 = vec4f(float_of(0x0u));
  var sum1 = vec4f(float_of(0x7f800000u));
  for (var k = i * 256u + local; k < 250000u; k += 31232u) {
    let x0 = in0[k];
    sum0 = sum0 + x0;
    sum1 = min_float_x4(sum1, x0);
  }
  let all0 = sum0.x + sum0.y + (sum0.z + sum0.w);
  let all1 = min_float(min_float(sum1.x, sum1.y), min_float(sum1.z, sum1.w));
  shared0[local] = all0;
  shared1[local] = all1;
  workgroupBarrier();
  if (local < 32u) {
    for (var j = 32u; j < 256u; j += 32u) {
      shared0[local] = shared0[local] + shared0[local + j];
      shared1[local] = min_float(shared1[local], shared1[local + j]);
    }
  }
  workgroupBarrier();
  if (local < 4u) {
    for (var j = 4u; j < 32u; j += 4u) {
      shared0[local] = shared0[local] + shared0[local + j];
      shared1[local] = min_float(shared1[local], shared1[local + j]);
    }
  }
  workgroupBarrier();
  if (local < 1u) {
    for (var j = 1u; j < 4u; j += 1u) {
      shared0[local] = shared0[local] + shared0[local + j];
      shared1[local] = min_float(shared1[local], shared1[local + j]);
    }
  }
  workgroupBarrier();
  if (local == 0u) {
    out0[i] = shared0[local];
    out1[i] = shared1[local];
  }
}

// reduce_sum, reduce_min: 1 result, each of 122 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
@group(0) @binding(3) var<storage, read_write> out1: array<f32>;
@group(0) @binding(4) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> shared0: array<f32, 64>;
var<workgroup> shared1: array<f32, 64>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// Numbers in the order of the floats, -0 below +0.
fn order(x: f32) -> i32 {
  let bits = bitcast<i32>(x);
  return bits ^ ((bits >> 31u) & 0x7fffffff);
}

fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }

fn min_float(x: f32, y: f32) -> f32 {
  let lesser = select(y, x, order(x) < order(y));
  return select(select(lesser, y, is_nan(y)), x, is_nan(x));
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let i = group.x;
  var sum0 = float_of(0x0u);
  var sum1 = float_of(0x7f800000u);
  for (var k = local; k < 122u; k += 64u) {
    sum0 = sum0 + in0[k];
    sum1 = min_float(sum1, in1[k]);
  }
  shared0[local] = sum0;
  shared1[local] = sum1;
  workgroupBarrier();
  if (local < 8u) {
    for (var j = 8u; j < 64u; j += 8u) {
      shared0[local] = shared0[local] + shared0[local + j];
      shared1[local] = min_float(shared1[local], shared1[local + j]);
    }
  }
  workgroupBarrier();
  if (local < 1u) {
    for (var j = 1u; j < 8u; j += 1u) {
      shared0[local] = shared0[local] + shared0[local + j];
      shared1[local] = min_float(shared1[local], shared1[local + j]);
    }
  }
  workgroupBarrier();
  if (local == 0u) {
    out0[0u] = shared0[local];
    out1[0u] = shared1[local];
  }
}
