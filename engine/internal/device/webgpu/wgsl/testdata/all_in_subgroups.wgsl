// lt, reduce_and, reduce_max: 300 results, each of 1000 elements
enable subgroups;
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<u32>;
@group(0) @binding(2) var<storage, read_write> out1: array<f32>;
var<workgroup> shared0: array<bool, 32>;
var<workgroup> shared1: array<f32, 32>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits); }

// Numbers in the order of the floats, -0 below +0.
fn order_x4(x: vec4f) -> vec4i {
  let bits = bitcast<vec4i>(x);
  return bits ^ ((bits >> vec4u(31u)) & vec4i(0x7fffffff));
}

fn is_nan_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u); }

fn max_float_x4(x: vec4f, y: vec4f) -> vec4f {
  let greater = select(x, y, order_x4(x) < order_x4(y));
  return select(select(greater, y, is_nan_x4(y)), x, is_nan_x4(x));
}

// Numbers in the order of the floats, -0 below +0.
fn order(x: f32) -> i32 {
  let bits = bitcast<i32>(x);
  return bits ^ ((bits >> 31u) & 0x7fffffff);
}

fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }

fn max_float(x: f32, y: f32) -> f32 {
  let greater = select(x, y, order(x) < order(y));
  return select(select(greater, y, is_nan(y)), x, is_nan(x));
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let lane = local % 128u;
  let i = group.x * 2u + local / 128u;
  var sum0 = vec4<bool>(true);
  var sum1 = vec4f(float_of(0xff800000u));
  for (var k = lane; k < 250u; k += 128u) {
    let x0 = in0[i * 250u + k];
    sum0 = sum0 & (vec4f(0.0) < x0);
    sum1 = max_float_x4(sum1, x0);
  }
  let all0 = (sum0.x & sum0.y) & (sum0.z & sum0.w);
  let all1 = max_float(max_float(sum1.x, sum1.y), max_float(sum1.z, sum1.w));
  var met1 = all0;
  var met2 = all1;
  met1 = met1 & (subgroupShuffleXor(u32(met1), 4u) != 0u);
  met1 = met1 & (subgroupShuffleXor(u32(met1), 2u) != 0u);
  met1 = met1 & (subgroupShuffleXor(u32(met1), 1u) != 0u);
  met2 = max_float(met2, subgroupShuffleXor(met2, 4u));
  met2 = max_float(met2, subgroupShuffleXor(met2, 2u));
  met2 = max_float(met2, subgroupShuffleXor(met2, 1u));
  if (local % 8u == 0u) {
    shared0[local / 8u] = met1;
    shared1[local / 8u] = met2;
  }
  workgroupBarrier();
  let v3 = local / 128u * 16u + local % 8u;
  met1 = shared0[v3];
  for (var j = 8u; j < 16u; j += 8u) {
    met1 = met1 & shared0[v3 + j];
  }
  met1 = met1 & (subgroupShuffleXor(u32(met1), 4u) != 0u);
  met1 = met1 & (subgroupShuffleXor(u32(met1), 2u) != 0u);
  met1 = met1 & (subgroupShuffleXor(u32(met1), 1u) != 0u);
  met2 = shared1[v3];
  for (var j = 8u; j < 16u; j += 8u) {
    met2 = max_float(met2, shared1[v3 + j]);
  }
  met2 = max_float(met2, subgroupShuffleXor(met2, 4u));
  met2 = max_float(met2, subgroupShuffleXor(met2, 2u));
  met2 = max_float(met2, subgroupShuffleXor(met2, 1u));
  if (lane == 0u) {
    out0[i] = u32(met1);
    out1[i] = met2;
  }
}
