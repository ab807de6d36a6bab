// Functions that operations are printed as calls of, each with its comment after
// an empty line. F, I, U and B stand for the types of floats, integers, words and
// booleans of any number of lanes, # for what distinguishes the names; ZERO is a
// word that is 0, which no compiler knows.
//
// Integers do what processors do where WGSL leaves something open, floats what
// IEEE 754 says. What depends on NaN or on the signs of zeros is decided by bits,
// with which compilers take no liberties.

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ ZERO); }

// x, and nothing that a compiler could take for something else.
fn keep#(x: F) -> F { return bitcast<F>(bitcast<U>(x) ^ U(ZERO)); }

fn is_nan#(x: F) -> B { return (bitcast<U>(x) & U(0x7fffffffu)) > U(0x7f800000u); }

fn is_finite#(x: F) -> B { return (bitcast<U>(x) & U(0x7fffffffu)) < U(0x7f800000u); }

fn is_infinite#(x: F) -> B { return (bitcast<U>(x) & U(0x7fffffffu)) == U(0x7f800000u); }

// Numbers in the order of the floats, -0 below +0.
fn order#(x: F) -> I {
  let bits = bitcast<I>(x);
  return bits ^ ((bits >> U(31u)) & I(0x7fffffff));
}

fn min_float#(x: F, y: F) -> F {
  let lesser = select(y, x, order#(x) < order#(y));
  return select(select(lesser, y, is_nan#(y)), x, is_nan#(x));
}

fn max_float#(x: F, y: F) -> F {
  let greater = select(x, y, order#(x) < order#(y));
  return select(select(greater, y, is_nan#(y)), x, is_nan#(x));
}

// x / 0 = -1, and the least number divided by -1 is itself.
fn divide_i32#(x: I, y: I) -> I {
  let overflow = (x == I(-2147483648)) & (y == I(-1));
  let quotient = x / select(y, I(1), overflow | (y == I(0)));
  return select(quotient, I(-1), y == I(0));
}

// x / 0 has all bits set.
fn divide_u32#(x: U, y: U) -> U {
  return select(x / select(y, U(1u), y == U(0u)), U(0xffffffffu), y == U(0u));
}

// x % 0 = x, and the remainder of the least number by -1 is 0.
fn remainder_i32#(x: I, y: I) -> I {
  let overflow = (x == I(-2147483648)) & (y == I(-1));
  let remainder = x % select(y, I(1), overflow | (y == I(0)));
  return select(remainder, x, y == I(0));
}

// x % 0 = x.
fn remainder_u32#(x: U, y: U) -> U {
  return select(x % select(y, U(1u), y == U(0u)), x, y == U(0u));
}

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

fn remainder_f32_x4(x: vec4f, y: vec4f) -> vec4f {
  return vec4f(remainder_f32(x.x, y.x), remainder_f32(x.y, y.y), remainder_f32(x.z, y.z), remainder_f32(x.w, y.w));
}

// x / y, corrected by what the product of the quotient leaves.
fn divide_f32#(x: F, y: F) -> F {
  let quotient = x / y;
  let rest = cancel#(-quotient, y, x);
  let corrected = quotient + rest / y;
  let exact = ordinary#(x) & ordinary#(y) & ordinary#(quotient);
  return select(quotient, corrected, exact);
}

// The square root, corrected by what its square leaves.
fn sqrt_f32#(x: F) -> F {
  let root = sqrt(x);
  let rest = cancel#(-root, root, x);
  let corrected = root + rest / (root + root);
  return select(root, corrected, ordinary#(x) & (x > F(0.0)));
}

// x·y + z, rounded once, where the rounded product and z cancel so far that their
// sum is exact.
fn cancel#(x: F, y: F, z: F) -> F {
  let product = keep#(x * y);
  let product_rest = rest_of_product#(x, y, product);
  return keep#(product + z) + product_rest;
}

// Whether neither x nor what it leaves is near the ends of the exponents.
fn ordinary#(x: F) -> B {
  let exponent = (bitcast<U>(x) >> U(23u)) & U(255u);
  return (exponent > U(27u)) & (exponent < U(228u));
}

// x rounded once: both halves are exact.
fn float_of_u32#(x: U) -> F { return F(x >> U(16u)) * F(65536.0) + F(x & U(65535u)); }

// x + y - sum, which is what rounding the sum left. To take the greater one away
// first cannot overflow. See Dekker, "A floating-point technique for extending the
// available precision" (1971).
fn rest_of_sum#(x: F, y: F, sum: F) -> F {
  let swapped = abs(x) < abs(y);
  let greater = select(x, y, swapped);
  let part = keep#(sum - greater);
  return select(y, x, swapped) - part;
}

// x·y - product, by halves.
fn rest_of_product#(x: F, y: F, product: F) -> F {
  let x_high = bitcast<F>(bitcast<U>(x) & U(0xfffff000u));
  let y_high = bitcast<F>(bitcast<U>(y) & U(0xfffff000u));
  let x_low = keep#(x - x_high);
  let y_low = keep#(y - y_high);
  let high = keep#(x_high * y_high);
  let first = keep#(x_high * y_low);
  let second = keep#(x_low * y_high);
  let low = keep#(x_low * y_low);
  let rest = keep#(high - product);
  let rest_first = keep#(rest + first);
  let rest_second = keep#(rest_first + second);
  return rest_second + low;
}

// x·y + z, rounded once but for rare cases: what the product and the sum leave are
// added with one more rounding.
fn fma_f32#(x: F, y: F, z: F) -> F {
  let product = keep#(x * y);
  let product_rest = keep#(rest_of_product#(x, y, product));
  let sum = keep#(product + z);
  let sum_rest = keep#(rest_of_sum#(product, z, sum));
  let rest = keep#(sum_rest + product_rest);
  // An overflowing product hides behind an infinite z.
  let infinite = select(sum, z, is_infinite#(z) & is_finite#(x) & is_finite#(y));
  return select(infinite, sum + rest, is_finite#(sum) & !(rest == F(0.0)));
}

// Truncated; beyond the integers the nearest of them, 0 for NaN.
fn to_i32#(x: F) -> I {
  let inside = clamp(x, F(-2147483648.0), F(2147483520.0));
  let integer = select(I(inside), I(0x7fffffff), x >= F(2147483648.0));
  return select(integer, I(0), is_nan#(x));
}

// Truncated; beyond the integers the nearest of them, 0 for NaN.
fn to_u32#(x: F) -> U {
  let inside = clamp(x, F(0.0), F(4294967040.0));
  let integer = select(U(inside), U(0xffffffffu), x >= F(4294967296.0));
  return select(integer, U(0u), is_nan#(x));
}

fn shift_left#(x: U, by: U) -> U { return select(U(0u), x << (by & U(31u)), by < U(32u)); }

fn shift_right#(x: U, by: U) -> U { return select(U(0u), x >> (by & U(31u)), by < U(32u)); }

fn shift_sign#(x: I, by: U) -> I { return x >> min(by, U(31u)); }

// The place of a float in the order of sorting: -0 is 0, and NaN comes last.
fn rank_float(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  let magnitude = bits & 0x7fffffffu;
  let number = select(magnitude | 0x80000000u, ~bits, bits > 0x80000000u);
  return select(number, 0xffffffffu, magnitude > 0x7f800000u);
}
