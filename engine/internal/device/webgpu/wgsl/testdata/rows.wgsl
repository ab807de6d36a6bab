// exp, reduce_sum: 300 results, each of 1000 elements
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> shared0: array<f32, 256>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

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

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let lane = local % 128u;
  let i = group.x * 2u + local / 128u;
  var sum0 = vec4f(float_of(0x0u));
  for (var k = lane; k < 250u; k += 128u) {
    let x0 = in0[i * 250u + k];
    let v1 = select(x0, vec4f(91.0), vec4f(91.0) < x0);
    let v2 = select(v1, vec4f(-106.0), v1 < vec4f(-106.0));
    let v3 = keep_x4(v2 * 1.442695 + 1.2582912e+07);
    let v4 = v3 - 1.2582912e+07;
    let v5 = keep_x4(fma_f32_x4(v4, vec4f(-0.6933594), v2));
    let v6 = keep_x4(fma_f32_x4(v4, vec4f(0.00021219444), v5));
    let v7 = fma_f32_x4(vec4f(0.00019875691), v6, vec4f(0.0013981999));
    let v8 = fma_f32_x4(v7, v6, vec4f(0.008333452));
    let v9 = fma_f32_x4(v8, v6, vec4f(0.041665796));
    let v10 = fma_f32_x4(v9, v6, vec4f(0.16666666));
    let v11 = keep_x4(fma_f32_x4(fma_f32_x4(v10, v6, vec4f(0.5)), v6 * v6, v6));
    let v12 = bitcast<vec4i>(v3) - 1262485250;
    let v13 = v12 >> vec4u(1u);
    let v14 = keep_x4((v11 + 1.0) * bitcast<vec4f>(v13 << vec4u(23u)));
    let v15 = bitcast<vec4f>((v12 - v13) << vec4u(23u));
    sum0 = sum0 + v14 * v15;
  }
  let all0 = sum0.x + sum0.y + (sum0.z + sum0.w);
  shared0[local] = all0;
  workgroupBarrier();
  if (lane < 16u) {
    for (var j = 16u; j < 128u; j += 16u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (lane < 2u) {
    for (var j = 2u; j < 16u; j += 2u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (lane < 1u) {
    for (var j = 1u; j < 2u; j += 1u) {
      shared0[local] = shared0[local] + shared0[local + j];
    }
  }
  workgroupBarrier();
  if (lane == 0u) {
    out0[i] = shared0[local];
  }
}
