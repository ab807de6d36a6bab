// dot_general: 3 × 4 results, each of 5 elements
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;

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

fn is_infinite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) == vec4u(0x7f800000u); }

fn is_finite_x4(x: vec4f) -> vec4<bool> { return (bitcast<vec4u>(x) & vec4u(0x7fffffffu)) < vec4u(0x7f800000u); }

// x·y + z, rounded once but for rare cases: what the product and the sum leave are
// added with one more rounding.
fn fma_f32_x4(x: vec4f, y: vec4f, z: vec4f) -> vec4f {
  let product = keep_x4(x * y);
  let product_rest = keep_x4(rest_of_product_x4(x, y, product));
  let sum = keep_x4(product + z);
  let sum_rest = keep_x4(rest_of_sum_x4(product, z, sum));
  let rest = keep_x4(sum_rest + product_rest);
  // An overflowing product hides behind an infinite z.
  let infinite = select(sum, z, is_infinite_x4(z) & is_finite_x4(x) & is_finite_x4(y));
  return select(infinite, sum + rest, is_finite_x4(sum) & !(rest == vec4f(0.0)));
}

@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 3u) { return; }
  var sum0 = vec4f(float_of(0x0u));
  for (var k2 = 0u; k2 < 5u; k2++) {
    let x0 = in0[i * 5u + k2];
    let x1 = in1[k2];
    sum0 = fma_f32_x4(vec4f(x0), x1, sum0);
  }
  out0[i] = sum0;
}
