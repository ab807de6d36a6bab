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
      let v1 = keep_x4(x0 - value0);
      let v2 = select(v1, vec4f(91.0), vec4f(91.0) < v1);
      let v3 = select(v2, vec4f(-106.0), v2 < vec4f(-106.0));
      let v4 = keep_x4(v3 * 1.442695 + 1.2582912e+07);
      let v5 = v4 - 1.2582912e+07;
      let v6 = keep_x4(v5 * 0.00021219444 + keep_x4(v5 * -0.6933594 + v3));
      let v7 = (0.00019875691 * v6 + 0.0013981999) * v6 + 0.008333452;
      let v8 = (v7 * v6 + 0.041665796) * v6 + 0.16666666;
      let v9 = keep_x4((v8 * v6 + 0.5) * keep_x4(v6 * v6) + v6);
      let v10 = bitcast<vec4i>(v4) - 1262485250;
      let v11 = v10 >> vec4u(1u);
      let v12 = keep_x4((v9 + 1.0) * bitcast<vec4f>(v11 << vec4u(23u)));
      let v13 = bitcast<vec4f>((v10 - v11) << vec4u(23u));
      let v14 = v12 * v13;
      row1[k] = v14;
      sum1 = sum1 + v14;
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
      let v15 = divide_f32_x4(row1[k], vec4f(value2));
      out0[row * 250u + k] = v15;
    }
  }
}
