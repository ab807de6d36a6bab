// 1000 rows, in 3 steps
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

// x·y - product, by halves.
fn rest_of_product(x: f32, y: f32, product: f32) -> f32 {
  let x_high = bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
  let y_high = bitcast<f32>(bitcast<u32>(y) & 0xfffff000u);
  let x_low = keep(x - x_high);
  let y_low = keep(y - y_high);
  let high = keep(x_high * y_high);
  let first = keep(x_high * y_low);
  let second = keep(x_low * y_high);
  let low = keep(x_low * y_low);
  let rest = keep(high - product);
  let rest_first = keep(rest + first);
  let rest_second = keep(rest_first + second);
  return rest_second + low;
}

// x·y + z, rounded once, where the rounded product and z cancel so far that their
// sum is exact.
fn cancel(x: f32, y: f32, z: f32) -> f32 {
  let product = keep(x * y);
  let product_rest = rest_of_product(x, y, product);
  return keep(product + z) + product_rest;
}

// Whether neither x nor what it leaves is near the ends of the exponents.
fn ordinary(x: f32) -> bool {
  let exponent = (bitcast<u32>(x) >> 23u) & 255u;
  return (exponent > 27u) & (exponent < 228u);
}

// x / y, corrected by what the product of the quotient leaves.
fn divide_f32(x: f32, y: f32) -> f32 {
  let quotient = x / y;
  let rest = cancel(-quotient, y, x);
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
  { // reduce_max
    var sum0 = float_of(0xff800000u);
    let end = select(0u, 9u, exists);
    for (var k = 0u; k < end; k += 1u) {
      let x0 = in0[row * 9u + k];
      sum0 = max_float(sum0, x0);
    }
    value0 = sum0;
  }
  { // sub, exp, reduce_sum
    var sum1 = float_of(0x0u);
    let end = select(0u, 9u, exists);
    for (var k = 0u; k < end; k += 1u) {
      let x0 = in0[row * 9u + k];
      let v1 = keep(x0 - value0);
      let v2 = select(v1, 91.0, 91.0 < v1);
      let v3 = select(v2, -106.0, v2 < -106.0);
      let v4 = keep(v3 * 1.442695 + 1.2582912e+07);
      let v5 = v4 - 1.2582912e+07;
      let v6 = keep(v5 * 0.00021219444 + keep(v5 * -0.6933594 + v3));
      let v7 = (0.00019875691 * v6 + 0.0013981999) * v6 + 0.008333452;
      let v8 = (v7 * v6 + 0.041665796) * v6 + 0.16666666;
      let v9 = keep((v8 * v6 + 0.5) * keep(v6 * v6) + v6);
      let v10 = bitcast<i32>(v4) - 1262485250;
      let v11 = v10 >> 1u;
      let v12 = keep((v9 + 1.0) * bitcast<f32>(v11 << 23u));
      let v13 = v12 * bitcast<f32>((v10 - v11) << 23u);
      row1[k] = v13;
      sum1 = sum1 + v13;
    }
    value2 = sum1;
  }
  { // div
    let end = select(0u, 9u, exists);
    for (var k = 0u; k < end; k += 1u) {
      out0[row * 9u + k] = divide_f32(row1[k], value2);
    }
  }
}
