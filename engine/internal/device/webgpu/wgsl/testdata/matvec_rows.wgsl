// 1 × 4001 products of vectors of length 32, 8 invocations each
enable subgroups;
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let lane = local % 8u;
  let unit = group.x * 32u + local / 8u;
  let a_at = unit * 8u;
  var sum = vec4f();
  var k = lane;
  for (; k < 8u; k += 8u) {
    let a0 = in0[a_at + k];
    let b0 = in1[k];
    sum = fma(a0, b0, sum);
  }
  var total = (sum.x + sum.y) + (sum.z + sum.w);
  total = total + subgroupShuffleXor(total, 4u);
  total = total + subgroupShuffleXor(total, 2u);
  total = total + subgroupShuffleXor(total, 1u);
  if (lane == 0u && unit < 4001u) {
    out0[unit] = total;
  }
}
