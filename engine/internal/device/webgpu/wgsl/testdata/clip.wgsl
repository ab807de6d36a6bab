// min, max, ne, neg, select_n: 9 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
@group(0) @binding(3) var<storage, read_write> out1: array<f32>;

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

fn max_float(x: f32, y: f32) -> f32 {
  let greater = select(x, y, order(x) < order(y));
  return select(select(greater, y, is_nan(y)), x, is_nan(x));
}

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 9u) { return; }
  let x0 = in0[i];
  let x1 = in1[i];
  let v1 = bitcast<f32>(bitcast<u32>(x0) ^ 0x80000000u);
  out0[i] = max_float(-1.0, min_float(x0, x1));
  out1[i] = select(v1, x1, is_nan(x0));
}
