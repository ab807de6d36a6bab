// 100 rows, in 2 steps
enable f16;
@group(0) @binding(0) var<storage, read> in0: array<f16>;
@group(0) @binding(1) var<storage, read> in1: array<f16>;
@group(0) @binding(2) var<storage, read> in2: array<u32>;
@group(0) @binding(3) var<storage, read_write> out0: array<f16>;
@group(0) @binding(4) var<storage, read_write> out1: array<f16>;
@group(0) @binding(5) var<uniform> uniforms: array<vec4u, 1>;

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// The float of 16 bits that the lower half of a word is.
fn half_of_bits(word: u32) -> f16 { return bitcast<vec2<f16>>(word).x; }

fn bits_of_half(x: f16) -> u32 { return bitcast<u32>(vec2<f16>(x, 0.0h)); }

// x, exactly: its subnormal numbers are none here.
fn float_of_half(x: f16) -> f32 {
  let bits = bits_of_half(x);
  let size = bits & 0x7fffu;
  let moved = size << 13u;
  let small = bitcast<u32>(f32(size) * f32(0x1p-24));
  var word = select(moved + 0x38000000u, small, size < 0x400u);
  word = select(word, moved | 0x7f800000u, size >= 0x7c00u);
  return bitcast<f32>(word | ((bits & 0x8000u) << 16u));
}

// x rounded to the nearest float of 16 bits, ties to even. WGSL leaves open how its
// own conversion rounds, and what becomes of numbers that are too great.
fn half_of(x: f32) -> f16 {
  let bits = bitcast<u32>(x);
  let size = bits & 0x7fffffffu;
  let odd = (size >> 13u) & 1u;
  let normal = (size + odd + 0xc8000fffu) >> 13u;
  let small = bitcast<u32>(bitcast<f32>(size) + 0.5) - 0x3f000000u;
  var word = select(normal, small, size < 0x38800000u);
  word = select(word, 0x7c00u, size >= 0x47800000u);
  word = select(word, 0x7e00u, size > 0x7f800000u);
  return half_of_bits(word | ((bits >> 16u) & 0x8000u));
}

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  var value0: f32;
  let row = group.x * 64u + local;
  let exists = row < 100u;
  { // add, mul, select_n, reduce_sum
    var sum1 = float_of(0x0u);
    let end = select(0u, 8u, exists);
    for (var k = 0u; k < end; k += 1u) {
      let x0 = in0[k];
      let x1 = in1[row * 8u + k];
      let x2 = in2[row * 8u + k] != 0u;
      let v1 = half_of(float_of_half(x0) + 0.099975586);
      let v2 = float_of_half(x1) * float_of_half(v1);
      let v3 = half_of(v2);
      out0[row * 8u + k] = select(half_of_bits(64512u), v3, x2);
      sum1 = sum1 + float_of_half(v3);
    }
    value0 = sum1;
  }
  { // reduce_sum
    if (exists) {
      out1[row] = half_of(value0);
    }
  }
}

// copy: 8 results
enable f16;
@group(0) @binding(0) var<storage, read> in0: array<f16>;
@group(0) @binding(1) var<storage, read_write> out0: array<f16>;

@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  let x0 = in0[7u - i];
  out0[i] = x0;
}
