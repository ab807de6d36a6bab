// 1 × 40 products of vectors of length 700, 32 invocations each
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
var<workgroup> sums: array<f32, 256>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let lane = local % 32u;
  let unit = group.x * 8u + local / 32u;
  let a_at = unit * 175u;
  var sum = vec4f();
  var k = lane;
  for (; k < 175u; k += 32u) {
    let a0 = in0[a_at + k];
    let b0 = in1[k];
    sum = fma(a0, b0, sum);
  }
  var total = (sum.x + sum.y) + (sum.z + sum.w);
  sums[local] = total;
  for (var step = 16u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (lane < step) {
      total += sums[local + step];
      sums[local] = total;
    }
  }
  if (lane == 0u) {
    out0[unit] = total;
  }
}
