// 100000 rows, in 4 steps, with sums over them in 625 parts
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> out1: array<f32>;
@group(0) @binding(4) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> shared_total2_0_0: array<vec4f, 32>;
var<workgroup> shared_total2_1_0: array<vec4f, 32>;
var<workgroup> shared_total2_2_0: array<vec4f, 32>;
var<workgroup> shared_total2_3_0: array<vec4f, 32>;
var<workgroup> shared_total2_4_0: array<vec4f, 32>;
var<workgroup> shared_total2_5_0: array<vec4f, 32>;
var<workgroup> shared_total2_6_0: array<vec4f, 32>;
var<workgroup> shared_total2_7_0: array<vec4f, 32>;
var<workgroup> shared_total3_0_0: array<f32, 32>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

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

@compute @workgroup_size(32)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  var value0: f32;
  var value1: f32;
  var total2_0_0 = vec4f(float_of(0x0u));
  var total2_1_0 = vec4f(float_of(0x0u));
  var total2_2_0 = vec4f(float_of(0x0u));
  var total2_3_0 = vec4f(float_of(0x0u));
  var total2_4_0 = vec4f(float_of(0x0u));
  var total2_5_0 = vec4f(float_of(0x0u));
  var total2_6_0 = vec4f(float_of(0x0u));
  var total2_7_0 = vec4f(float_of(0x0u));
  var total3_0_0 = float_of(0x0u);
  for (var turn = 0u; turn < 5u; turn++) {
    let row = (group.x * 5u + turn) * 32u + local;
    { // dot_general
      var sum0 = vec4f(float_of(0x0u));
      for (var k = 0u; k < 8u; k += 1u) {
        let x0 = in0[row * 8u + k];
        let x1 = in1[k];
        sum0 = sum0 + x0 * x1;
      }
      let all0 = sum0.x + sum0.y + (sum0.z + sum0.w);
      value0 = all0;
    }
    { // logistic
      let x0 = value0;
      let v1 = bitcast<f32>(bitcast<u32>(x0) ^ 0x80000000u);
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
      let v14 = x0 < -88.0;
      var v26: f32;
      if (v14) {
        let v15 = select(x0, 91.0, 91.0 < x0);
        let v16 = select(v15, -106.0, v15 < -106.0);
        let v17 = keep(v16 * 1.442695 + 1.2582912e+07);
        let v18 = v17 - 1.2582912e+07;
        let v19 = keep(v18 * 0.00021219444 + keep(v18 * -0.6933594 + v16));
        let v20 = (0.00019875691 * v19 + 0.0013981999) * v19 + 0.008333452;
        let v21 = (v20 * v19 + 0.041665796) * v19 + 0.16666666;
        let v22 = keep((v21 * v19 + 0.5) * keep(v19 * v19) + v19);
        let v23 = bitcast<i32>(v17) - 1262485250;
        let v24 = v23 >> 1u;
        let v25 = keep((v22 + 1.0) * bitcast<f32>(v24 << 23u));
        v26 = v25 * bitcast<f32>((v23 - v24) << 23u);
      }
      let v27 = select(divide_f32(1.0, 1.0 + v13), v26, v14);
      value1 = v27;
    }
    { // dot_general
      {
        let x1 = in0[row * 8u];
        total2_0_0 = total2_0_0 + value1 * x1;
      }
      {
        let x1 = in0[row * 8u + 1u];
        total2_1_0 = total2_1_0 + value1 * x1;
      }
      {
        let x1 = in0[row * 8u + 2u];
        total2_2_0 = total2_2_0 + value1 * x1;
      }
      {
        let x1 = in0[row * 8u + 3u];
        total2_3_0 = total2_3_0 + value1 * x1;
      }
      {
        let x1 = in0[row * 8u + 4u];
        total2_4_0 = total2_4_0 + value1 * x1;
      }
      {
        let x1 = in0[row * 8u + 5u];
        total2_5_0 = total2_5_0 + value1 * x1;
      }
      {
        let x1 = in0[row * 8u + 6u];
        total2_6_0 = total2_6_0 + value1 * x1;
      }
      {
        let x1 = in0[row * 8u + 7u];
        total2_7_0 = total2_7_0 + value1 * x1;
      }
    }
    { // reduce_sum
      total3_0_0 = total3_0_0 + value1;
    }
  }
  shared_total2_0_0[local] = total2_0_0;
  shared_total2_1_0[local] = total2_1_0;
  shared_total2_2_0[local] = total2_2_0;
  shared_total2_3_0[local] = total2_3_0;
  shared_total2_4_0[local] = total2_4_0;
  shared_total2_5_0[local] = total2_5_0;
  shared_total2_6_0[local] = total2_6_0;
  shared_total2_7_0[local] = total2_7_0;
  shared_total3_0_0[local] = total3_0_0;
  for (var step = 16u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (local < step) {
      total2_0_0 = total2_0_0 + shared_total2_0_0[local + step];
      shared_total2_0_0[local] = total2_0_0;
      total2_1_0 = total2_1_0 + shared_total2_1_0[local + step];
      shared_total2_1_0[local] = total2_1_0;
      total2_2_0 = total2_2_0 + shared_total2_2_0[local + step];
      shared_total2_2_0[local] = total2_2_0;
      total2_3_0 = total2_3_0 + shared_total2_3_0[local + step];
      shared_total2_3_0[local] = total2_3_0;
      total2_4_0 = total2_4_0 + shared_total2_4_0[local + step];
      shared_total2_4_0[local] = total2_4_0;
      total2_5_0 = total2_5_0 + shared_total2_5_0[local + step];
      shared_total2_5_0[local] = total2_5_0;
      total2_6_0 = total2_6_0 + shared_total2_6_0[local + step];
      shared_total2_6_0[local] = total2_6_0;
      total2_7_0 = total2_7_0 + shared_total2_7_0[local + step];
      shared_total2_7_0[local] = total2_7_0;
      total3_0_0 = total3_0_0 + shared_total3_0_0[local + step];
      shared_total3_0_0[local] = total3_0_0;
    }
  }
  let part = group.x;
  if (local == 0u) {
    {
      out0[part * 8u] = total2_0_0;
    }
    {
      out0[part * 8u + 1u] = total2_1_0;
    }
    {
      out0[part * 8u + 2u] = total2_2_0;
    }
    {
      out0[part * 8u + 3u] = total2_3_0;
    }
    {
      out0[part * 8u + 4u] = total2_4_0;
    }
    {
      out0[part * 8u + 5u] = total2_5_0;
    }
    {
      out0[part * 8u + 6u] = total2_6_0;
    }
    {
      out0[part * 8u + 7u] = total2_7_0;
    }
    {
      out1[part] = total3_0_0;
    }
  }
}

// dot_general: 32 results, each of 625 elements in 25 parts
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 200u) { return; }
  let i1 = i % 8u;
  var sum0 = vec4f(float_of(0x0u));
  for (var k2 = i / 8u; k2 < 600u; k2 += 100u) {
    sum0 = sum0 + in0[i1 + k2 * 8u];
    sum0 = sum0 + in0[i1 + (k2 + 25u) * 8u];
    sum0 = sum0 + in0[i1 + (k2 + 50u) * 8u];
    sum0 = sum0 + in0[i1 + (k2 + 75u) * 8u];
  }
  for (var k2 = 600u + i / 8u; k2 < 625u; k2 += 25u) {
    sum0 = sum0 + in0[i1 + k2 * 8u];
  }
  out0[i] = sum0;
}

// dot_general: 32 results, each of 25 elements
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  var sum0 = vec4f(float_of(0x0u));
  for (var k1 = 0u; k1 < 24u; k1 += 4u) {
    sum0 = sum0 + in0[i + k1 * 8u];
    sum0 = sum0 + in0[i + (k1 + 1u) * 8u];
    sum0 = sum0 + in0[i + (k1 + 2u) * 8u];
    sum0 = sum0 + in0[i + (k1 + 3u) * 8u];
  }
  for (var k1 = 24u; k1 < 25u; k1++) {
    sum0 = sum0 + in0[i + k1 * 8u];
  }
  out0[i] = sum0;
}

// reduce_sum: 1 result, each of 625 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> shared0: array<f32, 256>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let i = group.x;
  var sum0 = float_of(0x0u);
  for (var k = local; k < 625u; k += 256u) {
    sum0 = sum0 + in0[k];
  }
  shared0[local] = sum0;
  workgroupBarrier();
  if (local < 32u) {
    for (var j = 32u; j < 256u; j += 32u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (local < 4u) {
    for (var j = 4u; j < 32u; j += 4u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (local < 1u) {
    for (var j = 1u; j < 4u; j += 1u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (local == 0u) {
    out0[0u] = shared0[local];
  }
}
