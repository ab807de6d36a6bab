// rem, convert_element_type, floor, sqrt: 9 results
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read_write> out0: array<f32>;
@group(0) @binding(2) var<storage, read_write> out1: array<i32>;
@group(0) @binding(3) var<storage, read_write> out2: array<f32>;
@group(0) @binding(4) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// The exact remainder of truncating division, by long division of the mantissas.
fn remainder_f32(x: f32, y: f32) -> f32 {
  let sign = bitcast<u32>(x) & 0x80000000u;
  let a = bitcast<u32>(x) ^ sign;
  let b = bitcast<u32>(y) & 0x7fffffffu;
  if (a >= 0x7f800000u || b > 0x7f800000u || b == 0u) { return float_of(0x7fc00000u); }
  if (a < b) { return x; }
  let exponent = max(b >> 23u, 1u);
  let divisor = (b & 0x7fffffu) | select(0u, 0x800000u, b >= 0x800000u);
  var rest = ((a & 0x7fffffu) | select(0u, 0x800000u, a >= 0x800000u)) % divisor;
  for (var left = max(a >> 23u, 1u) - exponent; left > 0u;) {
    let step = min(left, 8u);
    rest = (rest << step) % divisor;
    left -= step;
  }
  if (rest == 0u) { return bitcast<f32>(sign); }
  let up = min(countLeadingZeros(rest) - 8u, exponent - 1u);
  return bitcast<f32>(sign | ((rest << up) + ((exponent - up - 1u) << 23u)));
}

fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }

// Truncated; beyond the integers the nearest of them, 0 for NaN.
fn to_i32(x: f32) -> i32 {
  let inside = clamp(x, -2147483648.0, 2147483520.0);
  let integer = select(i32(inside), 0x7fffffff, x >= 2147483648.0);
  return select(integer, 0, is_nan(x));
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

// x + y - sum, which is what rounding the sum left.
fn rest_of_sum(x: f32, y: f32, sum: f32) -> f32 {
  let y_part = keep(sum - x);
  let x_part = keep(sum - y_part);
  let x_rest = keep(x - x_part);
  let y_rest = keep(y - y_part);
  return x_rest + y_rest;
}

// x + y, with the last bit set where it is not exact, so that rounding it again
// is as good as rounding once. See Boldo and Melquiond, "Emulation of a FMA and
// correctly rounded sums: proved algorithms using rounding to odd" (2008).
fn add_to_odd(x: f32, y: f32) -> f32 {
  let sum = keep(x + y);
  let rest = keep(rest_of_sum(x, y, sum));
  let bits = bitcast<u32>(sum);
  let outwards = ((bits ^ bitcast<u32>(rest)) >> 31u) == 0u;
  let odd = select(bits - 1u, bits + 1u, outwards);
  let even = ((bits & 1u) == 0u) & !(rest == 0.0);
  return bitcast<f32>(select(bits, odd, even));
}

fn is_infinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u; }

fn is_finite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) < 0x7f800000u; }

// x·y + z, rounded once.
fn fma_f32(x: f32, y: f32, z: f32) -> f32 {
  let product = keep(x * y);
  let product_rest = keep(rest_of_product(x, y, product));
  let sum = keep(product + z);
  let sum_rest = keep(rest_of_sum(product, z, sum));
  let tail = keep(add_to_odd(sum_rest, product_rest));
  // An overflowing product hides behind an infinite z.
  let infinite = select(sum, z, is_infinite(z) & is_finite(x) & is_finite(y));
  return select(infinite, sum + tail, is_finite(sum) & !(tail == 0.0));
}

// Whether neither x nor what it leaves is near the ends of the exponents.
fn ordinary(x: f32) -> bool {
  let exponent = (bitcast<u32>(x) >> 23u) & 255u;
  return (exponent > 27u) & (exponent < 228u);
}

// The square root, corrected by what its square leaves.
fn sqrt_f32(x: f32) -> f32 {
  let root = sqrt(x);
  let rest = fma_f32(-root, root, x);
  let corrected = root + rest / (root + root);
  return select(root, corrected, ordinary(x) & (x > 0.0));
}

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 9u) { return; }
  let x0 = in0[i];
  out0[i] = remainder_f32(x0, 3.0);
  out1[i] = to_i32(x0);
  out2[i] = sqrt_f32(floor(x0));
}
