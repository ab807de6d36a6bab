// dot_general: 40 results, each of 700 elements
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
var<workgroup> shared0: array<f32, 256>;

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let lane = local % 128u;
  let i = group.x * 2u + local / 128u;
  var sum0 = vec4f(0.0);
  for (var k = lane; k < 175u; k += 128u) {
    let x0 = in0[i * 175u + k];
    let x1 = in1[k];
    sum0 = sum0 + x0 * x1;
  }
  let all0 = sum0.x + sum0.y + (sum0.z + sum0.w);
  shared0[local] = all0;
  workgroupBarrier();
  for (var half = 64u; half > 0u; half /= 2u) {
    if (lane < half) {
      shared0[local] = shared0[local] + shared0[local + half];
    }
    workgroupBarrier();
  }
  if (lane == 0u) {
    out0[i] = shared0[local];
  }
}
