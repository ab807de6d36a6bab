// 1000 rows, in 3 steps, 64 invocations for each
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> row1: array<vec4f, 250>;
var<workgroup> shared0: array<f32, 64>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

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

// x, and nothing that a compiler could take for something else.
fn keep_x4(x: vec4f) -> vec4f { return bitcast<vec4f>(bitcast<vec4u>(x) ^ vec4u(uniforms[0].x)); }

// x·y - product, by halves.
fn rest_of_product_x4(x: vec4f, y: vec4f, product: vec4f) -> vec4f {
  let x_high = bitcast<vec4f>(bitcast<vec4u>(x) & vec4u(0xfffff000u));
  let y_high = bitcast<vec4f>(bitcast<vec4u>(y) & vec4u(0xfffff000u));
  let x_low = keep_x4(x - x_high);
  let y_low = keep_x4(y - y_high);
  let high = keep_x4(x_high * y_high);
  let first = keep_x4(x_high * y_low);
  let second = keep_x4(x_low * y_high);
  let low = keep_x4(x_low * y_low);
  let rest = keep_x4(high - product);
  let rest_first = keep_x4(rest + first);
  let rest_second = keep_x4(rest_first + second);
  return rest_second + low;
}

// x + y - sum, which is what rounding the sum left. To take the greater one away
// first cannot overflow. See Dekker, "A floating-point technique for extending the
// available precision" (1971).
fn rest_of_sum_x4(x: vec4f, y: vec4f, sum: vec4f) -> vec4f {
  let swapped = abs(x) < abs(y);
  let greater = select(x, y, swapped);
  let part = keep_x4(sum - greater);
  return select(y, x, swapped) - part;
}

// x + y, with the last bit set where it is not exact, so that rounding it again
// is as good as rounding once. See Boldo and Melquiond, "Emulation of a FMA and
// correctly rounded sums: proved algorithms using rounding to odd" (2008).
fn add_to_odd_x4(x: vec4f, y: vec4f) -> vec4f {
  let sum = keep_x4(x + y);
  let rest = keep_x4(rest_of_sum_x4(x, y, sum));
  let bits = bitcast<vec4u>(sum);
  let outwards = ((bits ^ bitcast<vec4u>(rest)) >> vec4u(31u)) == vec4u(0u);
  let odd = select(bits - vec4u(1u), bits + vec4u(1u), outwards);
  let even = ((bits & vec4u(1u)) == vec4u(0u)) & !(rest == vec4f(0.0));
  return bitcast<vec4f>(select(bits, odd, even));
}

fn is_infinite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) == vec4u(0x7f800000u); }

fn is_finite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) < vec4u(0x7f800000u); }

// x·y + z, rounded once.
fn fma_f32_x4(x: vec4f, y: vec4f, z: vec4f) -> vec4f {
  let product = keep_x4(x * y);
  let product_rest = keep_x4(rest_of_product_x4(x, y, product));
  let sum = keep_x4(product + z);
  let sum_rest = keep_x4(rest_of_sum_x4(product, z, sum));
  let tail = keep_x4(add_to_odd_x4(sum_rest, product_rest));
  // An overflowing product hides behind an infinite z.
  let infinite = select(sum, z, is_infinite_x4(z) & is_finite_x4(x) & is_finite_x4(y));
  return select(infinite, sum + tail, is_finite_x4(sum) & !(tail == vec4f(0.0)));
}

// x·y + z, rounded once, where the rounded product and z cancel so far that their
// sum is exact.
fn cancel_x4(x: vec4f, y: vec4f, z: vec4f) -> vec4f {
  let product = keep_x4(x * y);
  let product_rest = rest_of_product_x4(x, y, product);
  return keep_x4(product + z) + product_rest;
}

// Whether neither x nor what it leaves is near the ends of the exponents.
fn ordinary_x4(x: vec4f) -> vec4<bool> {
  let exponent = (bitcast<vec4u>(x) >> vec4u(23u)) & vec4u(255u);
  return (exponent > vec4u(27u)) & (exponent < vec4u(228u));
}

// x / y, corrected by what the product of the quotient leaves.
fn divide_f32_x4(x: vec4f, y: vec4f) -> vec4f {
  let quotient = x / y;
  let rest = cancel_x4(-quotient, y, x);
  let corrected = quotient + rest / y;
  let exact = ordinary_x4(x) & ordinary_x4(y) & ordinary_x4(quotient);
  return select(quotient, corrected, exact);
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  var value0: f32;
  var value2: f32;
  let row = group.x;
  { // reduce_max
    var sum0 = vec4f(float_of(0xff800000u));
    for (var k = local; k < 250u; k += 64u) {
      let x0 = in0[row * 250u + k];
      sum0 = max_float_x4(sum0, x0);
    }
    let all0 = max_float(max_float(sum0.x, sum0.y), max_float(sum0.z, sum0.w));
    shared0[local] = all0;
    workgroupBarrier();
    if (local < 8u) {
      for (var j = 8u; j < 64u; j += 8u) {
        shared0[local] = max_float(shared0[local], shared0[local + j]);
      }
    }
    workgroupBarrier();
    if (local < 1u) {
      for (var j = 1u; j < 8u; j += 1u) {
        shared0[local] = max_float(shared0[local], shared0[local + j]);
      }
    }
    workgroupBarrier();
    value0 = shared0[0u];
  }
  { // sub, exp, reduce_sum
    var sum1 = vec4f(float_of(0x0u));
    for (var k = local; k < 250u; k += 64u) {
      let x0 = in0[row * 250u + k];
      let v1 = x0 - value0;
      let v2 = select(v1, vec4f(91.0), vec4f(91.0) < v1);
      let v3 = select(v2, vec4f(-106.0), v2 < vec4f(-106.0));
      let v4 = keep_x4(v3 * 1.442695 + 1.2582912e+07);
      let v5 = v4 - 1.2582912e+07;
      let v6 = keep_x4(fma_f32_x4(v5, vec4f(-0.6933594), v3));
      let v7 = keep_x4(fma_f32_x4(v5, vec4f(0.00021219444), v6));
      let v8 = fma_f32_x4(vec4f(0.00019875691), v7, vec4f(0.0013981999));
      let v9 = fma_f32_x4(v8, v7, vec4f(0.008333452));
      let v10 = fma_f32_x4(v9, v7, vec4f(0.041665796));
      let v11 = fma_f32_x4(v10, v7, vec4f(0.16666666));
      let v12 = keep_x4(fma_f32_x4(fma_f32_x4(v11, v7, vec4f(0.5)), v7 * v7, v7));
      let v13 = bitcast<vec4i>(v4) - 1262485250;
      let v14 = v13 >> vec4u(1u);
      let v15 = keep_x4((v12 + 1.0) * bitcast<vec4f>(v14 << vec4u(23u)));
      let v16 = bitcast<vec4f>((v13 - v14) << vec4u(23u));
      let v17 = v15 * v16;
      row1[k] = v17;
      sum1 = sum1 + v17;
    }
    let all1 = sum1.x + sum1.y + (sum1.z + sum1.w);
    workgroupBarrier();
    shared0[local] = all1;
    workgroupBarrier();
    if (local < 8u) {
      for (var j = 8u; j < 64u; j += 8u) {
        shared0[local] = shared0[local] + shared0[local + j];
      }
    }
    workgroupBarrier();
    if (local < 1u) {
      for (var j = 1u; j < 8u; j += 1u) {
        shared0[local] = shared0[local] + shared0[local + j];
      }
    }
    workgroupBarrier();
    value2 = shared0[0u];
  }
  { // div
    for (var k = local; k < 250u; k += 64u) {
      let v18 = divide_f32_x4(row1[k], vec4f(value2));
      out0[row * 250u + k] = v18;
    }
  }
}
