// 1 × (5000 × 32 times 32 × 6), by tiles of 4x4 of 32x2, depth 16
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
var<workgroup> part_a: array<vec4f, 640>;
var<workgroup> part_b: array<vec4f, 32>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let x = local % 2u;
  let y = local / 2u;
  let row = group.x % 40u;
  let first_a = row * 128u;
  var c0_0 = vec4f();
  var c1_0 = vec4f();
  var c2_0 = vec4f();
  var c3_0 = vec4f();
  let a0_inner = local % 4u;
  let a0_outer = local / 4u;
  let a0_kept = a0_outer * 5u + a0_inner;
  let a0_from = (first_a + a0_outer) * 8u;
  var a0_next: vec4f;
  var a1_next: vec4f;
  var a2_next: vec4f;
  var a3_next: vec4f;
  var a4_next: vec4f;
  var a5_next: vec4f;
  var a6_next: vec4f;
  var a7_next: vec4f;
  let b0_inner = local % 2u;
  let b0_outer = local / 2u;
  let b0_kept = b0_outer * 2u + b0_inner;
  let b0_from0 = b0_inner * 4u;
  let b0_from1 = b0_inner * 4u + 1u;
  let b0_from2 = b0_inner * 4u + 2u;
  let b0_from3 = b0_inner * 4u + 3u;
  var b0_next: vec4f;
  for (var k = 0u; k < 32u; k += 16u) {
    a0_next = in0[a0_from + k / 4u + a0_inner];
    a1_next = in0[a0_from + 128u + k / 4u + a0_inner];
    a2_next = in0[a0_from + 256u + k / 4u + a0_inner];
    a3_next = in0[a0_from + 384u + k / 4u + a0_inner];
    a4_next = in0[a0_from + 512u + k / 4u + a0_inner];
    a5_next = in0[a0_from + 640u + k / 4u + a0_inner];
    a6_next = in0[a0_from + 768u + k / 4u + a0_inner];
    a7_next = in0[a0_from + 896u + k / 4u + a0_inner];
    if (local < 32u) {
      b0_next = vec4f(in1[b0_from0 + (k + b0_outer) * 6u], in1[b0_from1 + (k + b0_outer) * 6u], in1[b0_from2 + (k + b0_outer) * 6u], in1[b0_from3 + (k + b0_outer) * 6u]);
    }
    workgroupBarrier();
    part_a[a0_kept] = a0_next;
    part_a[a0_kept + 80u] = a1_next;
    part_a[a0_kept + 160u] = a2_next;
    part_a[a0_kept + 240u] = a3_next;
    part_a[a0_kept + 320u] = a4_next;
    part_a[a0_kept + 400u] = a5_next;
    part_a[a0_kept + 480u] = a6_next;
    part_a[a0_kept + 560u] = a7_next;
    if (local < 32u) {
      part_b[b0_kept] = b0_next;
    }
    workgroupBarrier();
    for (var q = 0u; q < 4u; q++) {
      let a_line0 = part_a[y * 20u + q];
      let a_line1 = part_a[y * 20u + q + 5u];
      let a_line2 = part_a[y * 20u + q + 10u];
      let a_line3 = part_a[y * 20u + q + 15u];
      let b0_0 = part_b[q * 8u + x];
      let b0_1 = part_b[q * 8u + x + 2u];
      let b0_2 = part_b[q * 8u + x + 4u];
      let b0_3 = part_b[q * 8u + x + 6u];
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
  }
  let row0 = first_a + y * 4u;
  if (row0 < 5000u) {
    let row0_at = row0 * 6u;
    if (x * 4u < 6u) { out0[row0_at + x * 4u] = c0_0.x; }
    if (x * 4u + 1u < 6u) { out0[row0_at + x * 4u + 1u] = c0_0.y; }
    if (x * 4u + 2u < 6u) { out0[row0_at + x * 4u + 2u] = c0_0.z; }
    if (x * 4u + 3u < 6u) { out0[row0_at + x * 4u + 3u] = c0_0.w; }
  }
  let row1 = first_a + y * 4u + 1u;
  if (row1 < 5000u) {
    let row1_at = row1 * 6u;
    if (x * 4u < 6u) { out0[row1_at + x * 4u] = c1_0.x; }
    if (x * 4u + 1u < 6u) { out0[row1_at + x * 4u + 1u] = c1_0.y; }
    if (x * 4u + 2u < 6u) { out0[row1_at + x * 4u + 2u] = c1_0.z; }
    if (x * 4u + 3u < 6u) { out0[row1_at + x * 4u + 3u] = c1_0.w; }
  }
  let row2 = first_a + y * 4u + 2u;
  if (row2 < 5000u) {
    let row2_at = row2 * 6u;
    if (x * 4u < 6u) { out0[row2_at + x * 4u] = c2_0.x; }
    if (x * 4u + 1u < 6u) { out0[row2_at + x * 4u + 1u] = c2_0.y; }
    if (x * 4u + 2u < 6u) { out0[row2_at + x * 4u + 2u] = c2_0.z; }
    if (x * 4u + 3u < 6u) { out0[row2_at + x * 4u + 3u] = c2_0.w; }
  }
  let row3 = first_a + y * 4u + 3u;
  if (row3 < 5000u) {
    let row3_at = row3 * 6u;
    if (x * 4u < 6u) { out0[row3_at + x * 4u] = c3_0.x; }
    if (x * 4u + 1u < 6u) { out0[row3_at + x * 4u + 1u] = c3_0.y; }
    if (x * 4u + 2u < 6u) { out0[row3_at + x * 4u + 2u] = c3_0.z; }
    if (x * 4u + 3u < 6u) { out0[row3_at + x * 4u + 3u] = c3_0.w; }
  }
}
