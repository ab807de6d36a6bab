// 3 × 4 × (5) elements, 2 operations each, 1 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;

// x, and nothing that a compiler could take for something else.
fn keep_x4(x: vec4f) -> vec4f { return bitcast<vec4f>(bitcast<vec4u>(x) ^ vec4u(uniforms[0].x)); }
fn is_infinite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) == vec4u(0x7f800000u); }
fn is_finite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) < vec4u(0x7f800000u); }
// x·y + z, as if rounded once: the product and the sum in two parts each.
fn fma_f32_x4(x: vec4f, y: vec4f, z: vec4f) -> vec4f {
  let p = keep_x4(x * y);
  let x_high = bitcast<vec4f>(bitcast<vec4u>(x) & vec4u(0xfffff000u));
  let y_high = bitcast<vec4f>(bitcast<vec4u>(y) & vec4u(0xfffff000u));
  let x_low = keep_x4(x - x_high);
  let y_low = keep_x4(y - y_high);
  let p1 = keep_x4(x_high * y_high);
  let p2 = keep_x4(x_high * y_low);
  let p3 = keep_x4(x_low * y_high);
  let p4 = keep_x4(x_low * y_low);
  let e1 = keep_x4(p1 - p);
  let e2 = keep_x4(e1 + p2);
  let e3 = keep_x4(e2 + p3);
  let e = keep_x4(e3 + p4);
  let s = keep_x4(p + z);
  let z_part = keep_x4(s - p);
  let p_part = keep_x4(s - z_part);
  let p_rest = keep_x4(p - p_part);
  let z_rest = keep_x4(z - z_part);
  let rest = keep_x4(p_rest + z_rest);
  // An overflowing product hides behind an infinite z.
  let sum = select(s, z, is_infinite_x4(z) & is_finite_x4(x) & is_finite_x4(y));
  return select(sum, s + (rest + e), is_finite_x4(s));
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 3u) { return; }
  let i0 = i;
  var sum0 = vec4f(0.0);
  for (var k2 = 0u; k2 < 5u; k2++) {
    let x0 = in0[i0 * 5u + k2];
    let x1 = in1[k2];
    sum0 = fma_f32_x4(vec4f(x0), x1, sum0);
  }
  out0[i] = sum0;
}
