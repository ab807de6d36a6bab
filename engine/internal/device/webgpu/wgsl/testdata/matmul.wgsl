// 1 × (100 × 64 times 64 × 128), by tiles of 4x4 of 8x8, depth 16
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<vec4f>;
var<workgroup> part_a: array<vec4f, 160>;
var<workgroup> part_b: array<vec4f, 128>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let x = local % 8u;
  let y = local / 8u;
  let column = group.x % 4u;
  let row = group.x / 4u % 4u;
  let first_a = row * 32u;
  let first_b = column * 32u;
  var c0_0 = vec4f();
  var c1_0 = vec4f();
  var c2_0 = vec4f();
  var c3_0 = vec4f();
  let a0_inner = local % 4u;
  let a0_outer = local / 4u;
  let a0_kept = a0_outer * 5u + a0_inner;
  let a0_from = (first_a + a0_outer) * 16u;
  var a0_next: vec4f;
  var a1_next: vec4f;
  let b0_inner = local % 8u;
  let b0_outer = local / 8u;
  let b0_kept = b0_outer * 8u + b0_inner;
  let b0_from = first_b / 4u + b0_inner;
  var b0_next: vec4f;
  var b1_next: vec4f;
  for (var k = 0u; k < 64u; k += 16u) {
    a0_next = in0[a0_from + k / 4u + a0_inner];
    a1_next = in0[a0_from + 256u + k / 4u + a0_inner];
    b0_next = in1[b0_from + (k + b0_outer) * 32u];
    b1_next = in1[b0_from + (k + b0_outer + 8u) * 32u];
    workgroupBarrier();
    part_a[a0_kept] = a0_next;
    part_a[a0_kept + 80u] = a1_next;
    part_b[b0_kept] = b0_next;
    part_b[b0_kept + 64u] = b1_next;
    workgroupBarrier();
    for (var q = 0u; q < 4u; q++) {
      let a_line0 = part_a[y * 20u + q];
      let a_line1 = part_a[y * 20u + q + 5u];
      let a_line2 = part_a[y * 20u + q + 10u];
      let a_line3 = part_a[y * 20u + q + 15u];
      let b0_0 = part_b[q * 32u + x];
      let b0_1 = part_b[q * 32u + x + 8u];
      let b0_2 = part_b[q * 32u + x + 16u];
      let b0_3 = part_b[q * 32u + x + 24u];
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
  let column0 = first_b / 4u + x;
  let row0 = first_a + y * 4u;
  if (row0 < 100u) {
    let row0_at = row0 * 32u;
    out0[row0_at + column0] = c0_0;
  }
  let row1 = first_a + y * 4u + 1u;
  if (row1 < 100u) {
    let row1_at = row1 * 32u;
    out0[row1_at + column0] = c1_0;
  }
  let row2 = first_a + y * 4u + 2u;
  if (row2 < 100u) {
    let row2_at = row2 * 32u;
    out0[row2_at + column0] = c2_0;
  }
  let row3 = first_a + y * 4u + 3u;
  if (row3 < 100u) {
    let row3_at = row3 * 32u;
    out0[row3_at + column0] = c3_0;
  }
}
