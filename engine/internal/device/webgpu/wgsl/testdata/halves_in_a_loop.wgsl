// copy: 1 result
enable f16;
@group(0) @binding(0) var<storage, read_write> out0: array<f16>;

@compute @workgroup_size(1)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  out0[0u] = 0h;
}

// a loop by one workgroup
enable f16;
@group(0) @binding(0) var<storage, read_write> room: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<f16>;
@group(0) @binding(2) var<storage, read> in1: array<f16>;
@group(0) @binding(3) var<storage, read_write> out0: array<f16>;
@group(0) @binding(4) var<storage, read_write> out1: array<f16>;
@group(0) @binding(5) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> told: u32;

fn bits_of_half(x: f16) -> u32 { return bitcast<u32>(vec2<f16>(x, 0.0h)); }

fn float_of(bits: u32) -> f32 { return bitcast<f32>(bits ^ uniforms[0].x); }

// The float of 16 bits that the lower half of a word is.
fn half_of_bits(word: u32) -> f16 { return bitcast<vec2<f16>>(word).x; }

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

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32) {
  {
    var turn0 = 0u;
    if (local < 7u) {
      let x0 = in0[local];
      room[2u + local] = bits_of_half(x0);
    }
    storageBarrier();
    if (local < 1u) {
      room[9u + local] = bits_of_half(in1[local]);
    }
    storageBarrier();
    loop {
      if (turn0 == 50u) { break; }
      if (local < 1u) {
        var sum1 = float_of(0xff800000u);
        for (var k0 = 0u; k0 < 7u; k0++) {
          let x0 = half_of_bits(room[2u + k0]);
          let v1 = float_of_half(x0);
          out0[k0] = half_of(v1 * 1.5);
          sum1 = max_float(sum1, v1);
        }
        room[10u] = bitcast<u32>(sum1);
      }
      storageBarrier();
      if (local < 1u) {
        let x0 = bitcast<f32>(room[10u]);
        let x1 = half_of_bits(room[9u]);
        let v2 = float_of_half(x1) + float_of_half(half_of(x0));
        out1[0u] = half_of(v2);
      }
      storageBarrier();
      if (local < 7u) {
        let x0 = out0[local];
        room[2u + local] = bits_of_half(x0);
      }
      storageBarrier();
      if (local < 1u) {
        let x0 = out1[local];
        room[9u + local] = bits_of_half(x0);
      }
      storageBarrier();
      turn0 += 1u;
    }
  }
}
