// 1000 rows, 3 steps each, 1 invocations for a row
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
// x, and nothing that a compiler could take for something else.
fn keep(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ u32(uniforms[0].x)); }
fn is_infinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }
fn is_finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) < 0x7f800000u; }
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
// Whether neither x nor what it leaves is near the ends of the exponents.
fn ordinary(x: f32) -> bool {
  let exponent = (bitcast<u32>(x) >> 23u) & 255u;
  return (exponent > 27u) & (exponent < 228u);
}
// x / y, corrected by what the product of the quotient leaves.
fn divide_f32(x: f32, y: f32) -> f32 {
  let quotient = x / y;
  let rest = fma_f32(-quotient, y, x);
  let corrected = quotient + rest / y;
  let exact = ordinary(x) & ordinary(y) & ordinary(quotient);
  return select(quotient, corrected, exact);
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  var value0: f32;
  var row1: array<f32, 12>;
  var value2: f32;
  let row = group.x * 64u + local;
  let exists = row < 1000u;
  { // 64 × 1000 × (9) elements, 1 operations each, 1 results
    var sum0 = float_of(0xff800000u);
    let end = select(0u, 9u, exists);
    for (var k = 0u; k < end; k += 1u) {
      let x0 = in0[row * 9u + k];
      sum0 = max_float(sum0, x0);
    }
    value0 = sum0;
  }
  { // 64 × 1000 × (9) elements, 29 operations each, 2 results
    var sum1 = 0.0;
    let end = select(0u, 9u, exists);
    for (var k = 0u; k < end; k += 1u) {
      let x0 = in0[row * 9u + k];
      let x1 = value0;
      let v1 = x0 - x1;
      let v2 = select(v1, 91.0, 91.0 < v1);
      let v3 = select(v2, -106.0, v2 < -106.0);
      let v4 = keep(keep(v3 * 1.442695) + 1.2582912e+07);
      let v5 = v4 - 1.2582912e+07;
      let v6 = fma_f32(v5, 0.00021219444, fma_f32(v5, -0.6933594, v3));
      let v7 = fma_f32(0.00019875691, v6, 0.0013981999);
      let v8 = fma_f32(fma_f32(v7, v6, 0.008333452), v6, 0.041665796);
      let v9 = fma_f32(fma_f32(v8, v6, 0.16666666), v6, 0.5);
      let v10 = bitcast<i32>(v4) - 1262485250;
      let v11 = v10 >> 1u;
      let v12 = keep(keep(fma_f32(v9, v6 * v6, v6) + 1.0) * bitcast<f32>(v11 << 23u));
      let v13 = v12 * bitcast<f32>((v10 - v11) << 23u);
      row1[k] = v13;
      sum1 = sum1 + v13;
    }
    value2 = sum1;
  }
  { // 64 × 1000 × 9 elements, 1 operations each, 1 results
    let end = select(0u, 9u, exists);
    for (var k = 0u; k < end; k += 1u) {
      let x0 = row1[k];
      let x1 = value2;
      out0[row * 9u + k] = divide_f32(x0, x1);
    }
  }
}
