// div, rem, shift_left: 7 results
@group(0) @binding(0) var<storage, read> in0: array<i32>;
@group(0) @binding(1) var<storage, read> in1: array<i32>;
@group(0) @binding(2) var<storage, read> in2: array<u32>;
@group(0) @binding(3) var<storage, read_write> out0: array<i32>;
@group(0) @binding(4) var<storage, read_write> out1: array<i32>;
@group(0) @binding(5) var<storage, read_write> out2: array<u32>;

// x / 0 = -1, and the least number divided by -1 is itself.
fn divide_i32(x: i32, y: i32) -> i32 {
  let overflow = (x == -2147483648) & (y == -1);
  let quotient = x / select(y, 1, overflow | (y == 0));
  return select(quotient, -1, y == 0);
}

// x % 0 = x, and the remainder of the least number by -1 is 0.
fn remainder_i32(x: i32, y: i32) -> i32 {
  let overflow = (x == -2147483648) & (y == -1);
  let remainder = x % select(y, 1, overflow | (y == 0));
  return select(remainder, x, y == 0);
}

fn shift_left(x: u32, by: u32) -> u32 { return select(0u, x << (by & 31u), by < 32u); }

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 7u) { return; }
  let x0 = in0[i];
  let x1 = in1[i];
  let x2 = in2[i];
  out0[i] = divide_i32(x0, x1);
  out1[i] = remainder_i32(x0, x1);
  out2[i] = shift_left(x2, x2);
}
