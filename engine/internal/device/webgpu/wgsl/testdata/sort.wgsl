// sort: 3000 results
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4f>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 750u) { return; }
  let x0 = in0[i];
  out0[i] = x0;
}

// sort: 3000 results
@group(0) @binding(0) var<storage, read> in0: array<vec4i>;
@group(0) @binding(1) var<storage, read_write> out0: array<vec4i>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 750u) { return; }
  let x0 = in0[i];
  out0[i] = x0;
}

// sort in blocks of 3 rows of 1000 elements
@group(0) @binding(0) var<storage, read_write> out0: array<i32>;
@group(0) @binding(1) var<storage, read> in0: array<f32>;
@group(0) @binding(2) var<storage, read> in1: array<i32>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;
var<workgroup> number_of: array<i32, 512>;
var<workgroup> key0_of: array<u32, 512>;
var<workgroup> key1_of: array<u32, 512>;

// The place of a float in the order of sorting: -0 is 0, and NaN comes last.
fn rank_float(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  let magnitude = bits & 0x7fffffffu;
  let number = select(magnitude | 0x80000000u, ~bits, bits > 0x80000000u);
  return select(number, 0xffffffffu, magnitude > 0x7f800000u);
}

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let number = group.z * 3u + group.y;
  let row = number * 1000u;
  let first = group.x * 512u;
  let size = min(512u, 1000u - first);
  let merging = uniforms[0].y == 1u;
  for (var i = local; i < size; i += 256u) {
    var n = i32(first + i);
    if (merging) { n = out0[row + first + i]; }
    number_of[i] = n;
    key0_of[i] = rank_float(in0[row + u32(n)]);
    key1_of[i] = bitcast<u32>(in1[row + u32(n)]) ^ 0x80000000u;
  }
  for (var stage = select(1u, 256u, merging); stage <= 256u; stage *= 2u) {
    for (var distance = stage; distance > 0u; distance /= 2u) {
      workgroupBarrier();
      let group_start = local / distance * (2u * distance);
      let inside = local % distance;
      let i = group_start + inside;
      let j = select(i + distance, group_start + 2u * distance - 1u - inside, distance == stage && !merging);
      if (j < size) {
        if (key0_of[j] < key0_of[i] || (key0_of[j] == key0_of[i] && (key1_of[j] < key1_of[i] || (key1_of[j] == key1_of[i] && (number_of[j] < number_of[i]))))) {
          let number_before = number_of[i];
          number_of[i] = number_of[j];
          number_of[j] = number_before;
          let key0_before = key0_of[i];
          key0_of[i] = key0_of[j];
          key0_of[j] = key0_before;
          let key1_before = key1_of[i];
          key1_of[i] = key1_of[j];
          key1_of[j] = key1_before;
        }
      }
    }
  }
  workgroupBarrier();
  for (var i = local; i < size; i += 256u) {
    out0[row + first + i] = number_of[i];
  }
}

// sort across blocks of 3 rows of 1000 elements
@group(0) @binding(0) var<storage, read_write> out0: array<i32>;
@group(0) @binding(1) var<storage, read> in0: array<f32>;
@group(0) @binding(2) var<storage, read> in1: array<i32>;
@group(0) @binding(3) var<uniform> uniforms: array<vec4u, 1>;

// The place of a float in the order of sorting: -0 is 0, and NaN comes last.
fn rank_float(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  let magnitude = bits & 0x7fffffffu;
  let number = select(magnitude | 0x80000000u, ~bits, bits > 0x80000000u);
  return select(number, 0xffffffffu, magnitude > 0x7f800000u);
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u) {
  let number = group.z * 3u + group.y;
  let row = number * 1000u;
  let group_start = id.x / uniforms[0].y * (2u * uniforms[0].y);
  let inside = id.x % uniforms[0].y;
  let i = group_start + inside;
  let j = select(i + uniforms[0].y, group_start + 2u * uniforms[0].y - 1u - inside, uniforms[0].z == 1u);
  if (j >= 1000u) { return; }
  let number_i = out0[row + i];
  let key0_i = rank_float(in0[row + u32(number_i)]);
  let key1_i = bitcast<u32>(in1[row + u32(number_i)]) ^ 0x80000000u;
  let number_j = out0[row + j];
  let key0_j = rank_float(in0[row + u32(number_j)]);
  let key1_j = bitcast<u32>(in1[row + u32(number_j)]) ^ 0x80000000u;
  if (key0_j < key0_i || (key0_j == key0_i && (key1_j < key1_i || (key1_j == key1_i && (number_j < number_i))))) {
    out0[row + i] = number_j;
    out0[row + j] = number_i;
  }
}

// sort: 3 × 1000 results
@group(0) @binding(0) var<storage, read> in0: array<i32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 3000u) { return; }
  let i0 = i / 1000u;
  let x0 = in1[i0 * 1000u + u32(clamp(in0[i], 0, 999))];
  out0[i] = x0;
}

// sort: 3 × 1000 results
@group(0) @binding(0) var<storage, read> in0: array<i32>;
@group(0) @binding(1) var<storage, read> in1: array<i32>;
@group(0) @binding(2) var<storage, read_write> out0: array<i32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 3000u) { return; }
  let i0 = i / 1000u;
  let x0 = in1[i0 * 1000u + u32(clamp(in0[i], 0, 999))];
  out0[i] = x0;
}
