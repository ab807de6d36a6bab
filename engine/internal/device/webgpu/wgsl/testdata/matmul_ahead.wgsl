// 1 × (520 × 260 times 260 × 520), by tiles of 4x4 of 8x8, depth 8, ahead
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;
var<workgroup> part_a: array<vec4f, 192>;
var<workgroup> part_b: array<vec4f, 192>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let x = local % 8u;
  let y = local / 8u;
  let column = group.x % 17u;
  let row = group.x / 17u % 17u;
  let first_a = row * 32u;
  let first_b = column * 32u;
  var c0_0 = vec4f();
  var c1_0 = vec4f();
  var c2_0 = vec4f();
  var c3_0 = vec4f();
  let a0_inner = local % 2u;
  let a0_outer = local / 2u;
  let a0_kept = a0_outer * 3u + a0_inner;
  let a0_from = (first_a + a0_outer) * 65u;
  var a0_next: vec4f;
  let b0_inner = local % 2u;
  let b0_outer = local / 2u;
  let b0_kept = b0_outer * 3u + b0_inner;
  let b0_from = (first_b + b0_outer) * 65u;
  var b0_next: vec4f;
  a0_next = select(vec4f(), in0[a0_from + a0_inner], a0_inner < 65u);
  b0_next = select(vec4f(), in1[b0_from + b0_inner], b0_inner < 65u);
  part_a[a0_kept] = a0_next;
  part_b[b0_kept] = b0_next;
  workgroupBarrier();
  var stage = 0u;
  for (var k = 0u; k < 260u; k += 8u) {
    let next = k + 8u;
    if (next < 260u) {
      a0_next = select(vec4f(), in0[a0_from + next / 4u + a0_inner], next / 4u + a0_inner < 65u);
      b0_next = select(vec4f(), in1[b0_from + next / 4u + b0_inner], next / 4u + b0_inner < 65u);
    }
    for (var q = 0u; q < 2u; q++) {
      let a_line0 = part_a[stage * 96u + y * 12u + q];
      let a_line1 = part_a[stage * 96u + y * 12u + q + 3u];
      let a_line2 = part_a[stage * 96u + y * 12u + q + 6u];
      let a_line3 = part_a[stage * 96u + y * 12u + q + 9u];
      let b_line0 = part_b[stage * 96u + x * 12u + q];
      let b_line1 = part_b[stage * 96u + x * 12u + q + 3u];
      let b_line2 = part_b[stage * 96u + x * 12u + q + 6u];
      let b_line3 = part_b[stage * 96u + x * 12u + q + 9u];
      let b0_0 = vec4f(b_line0.x, b_line1.x, b_line2.x, b_line3.x);
      let b0_1 = vec4f(b_line0.y, b_line1.y, b_line2.y, b_line3.y);
      let b0_2 = vec4f(b_line0.z, b_line1.z, b_line2.z, b_line3.z);
      let b0_3 = vec4f(b_line0.w, b_line1.w, b_line2.w, b_line3.w);
      c0_0 = fma(vec4f(a_line0.x), b0_0, c0_0);
      c1_0 = fma(vec4f(a_line1.x), b0_0, c1_0);
      c2_0 = fma(vec4f(a_line2.x), b0_0, c2_0);
      c3_0 = fma(vec4f(a_line3.x), b0_0, c3_0);
      c0_0 = fma(vec4f(a_line0.y), b0_1, c0_0);
      c1_0 = fma(vec4f(a_line1.y), b0_1, c1_0);
      c2_0 = fma(vec4f(a_line2.y), b0_1, c2_0);
      c3_0 = fma(vec4f(a_line3.y), b0_1, c3_0);
      c0_0 = fma(vec4f(a_line0.z), b0_2, c0_0);
      c1_0 = fma(vec4f(a_line1.z), b0_2, c1_0);
      c2_0 = fma(vec4f(a_line2.z), b0_2, c2_0);
      c3_0 = fma(vec4f(a_line3.z), b0_2, c3_0);
      c0_0 = fma(vec4f(a_line0.w), b0_3, c0_0);
      c1_0 = fma(vec4f(a_line1.w), b0_3, c1_0);
      c2_0 = fma(vec4f(a_line2.w), b0_3, c2_0);
      c3_0 = fma(vec4f(a_line3.w), b0_3, c3_0);
    }
    stage = 1u - stage;
    if (next < 260u) {
      part_a[stage * 96u + a0_kept] = a0_next;
      part_b[stage * 96u + b0_kept] = b0_next;
    }
    workgroupBarrier();
  }
  let column0 = first_b / 4u + x;
  let row0 = first_a + y * 4u;
  if (row0 < 520u) {
    let row0_at = row0 * 130u;
    if (column0 < 130u) { out0[row0_at + column0] = c0_0; }
  }
  let row1 = first_a + y * 4u + 1u;
  if (row1 < 520u) {
    let row1_at = row1 * 130u;
    if (column0 < 130u) { out0[row1_at + column0] = c1_0; }
  }
  let row2 = first_a + y * 4u + 2u;
  if (row2 < 520u) {
    let row2_at = row2 * 130u;
    if (column0 < 130u) { out0[row2_at + column0] = c2_0; }
  }
  let row3 = first_a + y * 4u + 3u;
  if (row3 < 520u) {
    let row3_at = row3 * 130u;
    if (column0 < 130u) { out0[row3_at + column0] = c3_0; }
  }
}
