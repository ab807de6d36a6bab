// 600 rows, in 3 steps, 32 invocations for each
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> row0: array<f32, 184>;
var<workgroup> row2: array<f32, 184>;
var<workgroup> shared0: array<f32, 64>;

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
  var value1: f32;
  var value3: f32;
  let lane = local % 32u;
  let slot = local / 32u;
  let row = group.x * 2u + slot;
  let outer1 = row % 12u;
  let outer0 = row / 12u;
  { // add, reduce_max
    var sum1 = float_of(0xff800000u);
    for (var k = lane; k < 90u; k += 32u) {
      let x0 = in0[outer0 * 1080u + outer1 * 90u + k];
      let x1 = in1[outer1 * 90u + k];
      let v1 = x0 + x1;
      row0[slot * 92u + k] = v1;
      sum1 = max_float(sum1, v1);
    }
    shared0[local] = sum1;
    workgroupBarrier();
    if (lane < 4u) {
      for (var j = 4u; j < 32u; j += 4u) {
        shared0[local] = max_float(shared0[local], shared0[local + j]);
      }
    }
    workgroupBarrier();
    if (lane < 1u) {
      for (var j = 1u; j < 4u; j += 1u) {
        shared0[local] = max_float(shared0[local], shared0[local + j]);
      }
    }
    workgroupBarrier();
    value1 = shared0[slot * 32u];
  }
  { // sub, exp, reduce_sum
    var sum1 = float_of(0x0u);
    for (var k = lane; k < 90u; k += 32u) {
      let v2 = keep(row0[slot * 92u + k] - value1);
      let v3 = select(v2, 91.0, 91.0 < v2);
      let v4 = select(v3, -106.0, v3 < -106.0);
      let v5 = keep(v4 * 1.442695 + 1.2582912e+07);
      let v6 = v5 - 1.2582912e+07;
      let v7 = keep(v6 * 0.00021219444 + keep(v6 * -0.6933594 + v4));
      let v8 = (0.00019875691 * v7 + 0.0013981999) * v7 + 0.008333452;
      let v9 = (v8 * v7 + 0.041665796) * v7 + 0.16666666;
      let v10 = keep((v9 * v7 + 0.5) * keep(v7 * v7) + v7);
      let v11 = bitcast<i32>(v5) - 1262485250;
      let v12 = v11 >> 1u;
      let v13 = keep((v10 + 1.0) * bitcast<f32>(v12 << 23u));
      let v14 = v13 * bitcast<f32>((v11 - v12) << 23u);
      row2[slot * 92u + k] = v14;
      sum1 = sum1 + v14;
    }
    workgroupBarrier();
    shared0[local] = sum1;
    workgroupBarrier();
    if (lane < 4u) {
      for (var j = 4u; j < 32u; j += 4u) {
        shared0[local] = shared0[local] + shared0[local + j];
      }
    }
    workgroupBarrier();
    if (lane < 1u) {
      for (var j = 1u; j < 4u; j += 1u) {
        shared0[local] = shared0[local] + shared0[local + j];
      }
    }
    workgroupBarrier();
    value3 = shared0[slot * 32u];
  }
  { // div
    for (var k = lane; k < 90u; k += 32u) {
      let v15 = divide_f32(row2[slot * 92u + k], value3);
      out0[outer0 * 1080u + outer1 * 90u + k] = v15;
    }
  }
}
