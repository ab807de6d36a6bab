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

// The square root, corrected by what its square leaves.
fn sqrt_f32(x: f32) -> f32 {
  let root = sqrt(x);
  let rest = cancel(-root, root, x);
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
