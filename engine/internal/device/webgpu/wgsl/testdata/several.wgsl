// mul, reduce_sum: 20 results, each of 10 elements
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out1: array<vec4f>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 5u) { return; }
  var sum1 = vec4f(float_of(0x0u));
  for (var k1 = 0u; k1 < 10u; k1++) {
    let x0 = in0[i + k1 * 5u];
    let v1 = x0 * x0;
    out0[i + k1 * 5u] = v1;
    sum1 = sum1 + v1;
  }
  out1[i] = sum1;
}

// reduce_max: 10 results, each of 20 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

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

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 10u) { return; }
  var sum0 = float_of(0xff800000u);
  for (var k1 = 0u; k1 < 20u; k1++) {
    let x0 = in0[i * 20u + k1];
    sum0 = max_float(sum0, x0);
  }
  out0[i] = sum0;
}
