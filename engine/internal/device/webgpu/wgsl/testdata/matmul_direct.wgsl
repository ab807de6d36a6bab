// 3 × (30 × 50 times 50 × 33), by tiles of 4x4 of 4x4
@group(0) @binding(0) var<storage, read> in0: array<f32>;
@group(0) @binding(1) var<storage, read> in1: array<f32>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(16)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let x = local % 4u;
  let y = local / 4u;
  let column = group.x % 3u;
  let row = group.x / 3u % 2u;
  let product = group.x / 6u % 3u;
  let first_a = row * 16u;
  let first_b = column * 16u;
  let start_a = product * 1500u;
  let start_b = product * 1650u;
  let start_c = product * 990u;
  var c0_0 = vec4f();
  var c1_0 = vec4f();
  var c2_0 = vec4f();
  var c3_0 = vec4f();
  let a_at = start_a + first_a + y * 4u;
  let b_at = start_b + first_b + x * 4u;
  var k = 0u;
  for (; k + 3u < 50u; k += 4u) {
    let a_line0_0 = in0[a_at + k * 30u];
    let a_line1_0 = in0[a_at + 1u + k * 30u];
    let a_line2_0 = in0[a_at + 2u + k * 30u];
    let a_line3_0 = in0[a_at + 3u + k * 30u];
    let a_line0_1 = in0[a_at + k * 30u + 30u];
    let a_line1_1 = in0[a_at + 1u + k * 30u + 30u];
    let a_line2_1 = in0[a_at + 2u + k * 30u + 30u];
    let a_line3_1 = in0[a_at + 3u + k * 30u + 30u];
    let a_line0_2 = in0[a_at + k * 30u + 60u];
    let a_line1_2 = in0[a_at + 1u + k * 30u + 60u];
    let a_line2_2 = in0[a_at + 2u + k * 30u + 60u];
    let a_line3_2 = in0[a_at + 3u + k * 30u + 60u];
    let a_line0_3 = in0[a_at + k * 30u + 90u];
    let a_line1_3 = in0[a_at + 1u + k * 30u + 90u];
    let a_line2_3 = in0[a_at + 2u + k * 30u + 90u];
    let a_line3_3 = in0[a_at + 3u + k * 30u + 90u];
    let b_line0_0 = in1[b_at + k * 33u];
    let b_line1_0 = in1[b_at + 1u + k * 33u];
    let b_line2_0 = in1[b_at + 2u + k * 33u];
    let b_line3_0 = in1[b_at + 3u + k * 33u];
    let b0_0 = vec4f(b_line0_0, b_line1_0, b_line2_0, b_line3_0);
    let b_line0_1 = in1[b_at + k * 33u + 33u];
    let b_line1_1 = in1[b_at + 1u + k * 33u + 33u];
    let b_line2_1 = in1[b_at + 2u + k * 33u + 33u];
    let b_line3_1 = in1[b_at + 3u + k * 33u + 33u];
    let b0_1 = vec4f(b_line0_1, b_line1_1, b_line2_1, b_line3_1);
    let b_line0_2 = in1[b_at + k * 33u + 66u];
    let b_line1_2 = in1[b_at + 1u + k * 33u + 66u];
    let b_line2_2 = in1[b_at + 2u + k * 33u + 66u];
    let b_line3_2 = in1[b_at + 3u + k * 33u + 66u];
    let b0_2 = vec4f(b_line0_2, b_line1_2, b_line2_2, b_line3_2);
    let b_line0_3 = in1[b_at + k * 33u + 99u];
    let b_line1_3 = in1[b_at + 1u + k * 33u + 99u];
    let b_line2_3 = in1[b_at + 2u + k * 33u + 99u];
    let b_line3_3 = in1[b_at + 3u + k * 33u + 99u];
    let b0_3 = vec4f(b_line0_3, b_line1_3, b_line2_3, b_line3_3);
    c0_0 = fma(vec4f(a_line0_0), b0_0, c0_0);
    c1_0 = fma(vec4f(a_line1_0), b0_0, c1_0);
    c2_0 = fma(vec4f(a_line2_0), b0_0, c2_0);
    c3_0 = fma(vec4f(a_line3_0), b0_0, c3_0);
    c0_0 = fma(vec4f(a_line0_1), b0_1, c0_0);
    c1_0 = fma(vec4f(a_line1_1), b0_1, c1_0);
    c2_0 = fma(vec4f(a_line2_1), b0_1, c2_0);
    c3_0 = fma(vec4f(a_line3_1), b0_1, c3_0);
    c0_0 = fma(vec4f(a_line0_2), b0_2, c0_0);
    c1_0 = fma(vec4f(a_line1_2), b0_2, c1_0);
    c2_0 = fma(vec4f(a_line2_2), b0_2, c2_0);
    c3_0 = fma(vec4f(a_line3_2), b0_2, c3_0);
    c0_0 = fma(vec4f(a_line0_3), b0_3, c0_0);
    c1_0 = fma(vec4f(a_line1_3), b0_3, c1_0);
    c2_0 = fma(vec4f(a_line2_3), b0_3, c2_0);
    c3_0 = fma(vec4f(a_line3_3), b0_3, c3_0);
  }
  for (; k < 50u; k++) {
    let a_line0_0 = in0[a_at + k * 30u];
    let a_line1_0 = in0[a_at + 1u + k * 30u];
    let a_line2_0 = in0[a_at + 2u + k * 30u];
    let a_line3_0 = in0[a_at + 3u + k * 30u];
    let b_line0_0 = in1[b_at + k * 33u];
    let b_line1_0 = in1[b_at + 1u + k * 33u];
    let b_line2_0 = in1[b_at + 2u + k * 33u];
    let b_line3_0 = in1[b_at + 3u + k * 33u];
    let b0_0 = vec4f(b_line0_0, b_line1_0, b_line2_0, b_line3_0);
    c0_0 = fma(vec4f(a_line0_0), b0_0, c0_0);
    c1_0 = fma(vec4f(a_line1_0), b0_0, c1_0);
    c2_0 = fma(vec4f(a_line2_0), b0_0, c2_0);
    c3_0 = fma(vec4f(a_line3_0), b0_0, c3_0);
  }
  let column0 = first_b / 4u + x;
  let row0 = first_a + y * 4u;
  if (row0 < 30u) {
    let row0_at = start_c + row0 * 33u;
    if (column0 * 4u < 33u) { out0[row0_at + column0 * 4u] = c0_0.x; }
    if (column0 * 4u + 1u < 33u) { out0[row0_at + column0 * 4u + 1u] = c0_0.y; }
    if (column0 * 4u + 2u < 33u) { out0[row0_at + column0 * 4u + 2u] = c0_0.z; }
    if (column0 * 4u + 3u < 33u) { out0[row0_at + column0 * 4u + 3u] = c0_0.w; }
  }
  let row1 = first_a + y * 4u + 1u;
  if (row1 < 30u) {
    let row1_at = start_c + row1 * 33u;
    if (column0 * 4u < 33u) { out0[row1_at + column0 * 4u] = c1_0.x; }
    if (column0 * 4u + 1u < 33u) { out0[row1_at + column0 * 4u + 1u] = c1_0.y; }
    if (column0 * 4u + 2u < 33u) { out0[row1_at + column0 * 4u + 2u] = c1_0.z; }
    if (column0 * 4u + 3u < 33u) { out0[row1_at + column0 * 4u + 3u] = c1_0.w; }
  }
  let row2 = first_a + y * 4u + 2u;
  if (row2 < 30u) {
    let row2_at = start_c + row2 * 33u;
    if (column0 * 4u < 33u) { out0[row2_at + column0 * 4u] = c2_0.x; }
    if (column0 * 4u + 1u < 33u) { out0[row2_at + column0 * 4u + 1u] = c2_0.y; }
    if (column0 * 4u + 2u < 33u) { out0[row2_at + column0 * 4u + 2u] = c2_0.z; }
    if (column0 * 4u + 3u < 33u) { out0[row2_at + column0 * 4u + 3u] = c2_0.w; }
  }
  let row3 = first_a + y * 4u + 3u;
  if (row3 < 30u) {
    let row3_at = start_c + row3 * 33u;
    if (column0 * 4u < 33u) { out0[row3_at + column0 * 4u] = c3_0.x; }
    if (column0 * 4u + 1u < 33u) { out0[row3_at + column0 * 4u + 1u] = c3_0.y; }
    if (column0 * 4u + 2u < 33u) { out0[row3_at + column0 * 4u + 2u] = c3_0.z; }
    if (column0 * 4u + 3u < 33u) { out0[row3_at + column0 * 4u + 3u] = c3_0.w; }
  }
}
