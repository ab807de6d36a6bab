// 3 × 4 × (5) elements, 2 operations each, 1 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;

fn is_finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) < 0x7f800000u; }
fn is_infinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }
// x, and nothing that a compiler could take for something else.
fn keep(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ u32(uniforms[0].x)); }
// x·y + z, as if rounded once: the product and the sum in two parts each.
fn fma_f32(x: f32, y: f32, z: f32) -> f32 {
  let p = keep(x * y);
  let x_high = bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
  let y_high = bitcast<f32>(bitcast<u32>(y) & 0xfffff000u);
  let x_low = keep(x - x_high);
  let y_low = keep(y - y_high);
  let p1 = keep(x_high * y_high);
  let p2 = keep(x_high * y_low);
  let p3 = keep(x_low * y_high);
  let p4 = keep(x_low * y_low);
  let e1 = keep(p1 - p);
  let e2 = keep(e1 + p2);
  let e3 = keep(e2 + p3);
  let e = keep(e3 + p4);
  let s = keep(p + z);
  let z_part = keep(s - p);
  let p_part = keep(s - z_part);
  let p_rest = keep(p - p_part);
  let z_rest = keep(z - z_part);
  let rest = keep(p_rest + z_rest);
  // An overflowing product hides behind an infinite z.
  let sum = select(s, z, is_infinite(z) & is_finite(x) & is_finite(y));
  return select(sum, s + (rest + e), is_finite(s));
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 12u) { return; }
  let i1 = i % 4u;
  let i0 = i / 4u;
  var sum0 = 0.0;
  for (var k2 = 0u; k2 < 5u; k2++) {
    let x0 = in0[i0 * 5u + k2];
    let x1 = in1[i1 + k2 * 4u];
    sum0 = fma_f32(x0, x1, sum0);
  }
  out0[i] = sum0;
}
