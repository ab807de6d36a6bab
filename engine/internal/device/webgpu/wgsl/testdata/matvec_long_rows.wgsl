// 1 × 2 products of vectors of length 4096, 256 invocations each
enable subgroups;
@group(0) @binding(0) var<storage, read> in0: array<vec4f>;
@group(0) @binding(1) var<storage, read> in1: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> out0: array<f32>;
var<workgroup> sums: array<f32, 32>;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let lane = local % 256u;
  let unit = group.x + local / 256u;
  let a_at = unit * 1024u;
  var sum = vec4f();
  var k = lane;
  for (; k < 1024u; k += 256u) {
    let a0 = in0[a_at + k];
    let b0 = in1[k];
    sum = fma(a0, b0, sum);
  }
  var total = (sum.x + sum.y) + (sum.z + sum.w);
  total = total + subgroupShuffleXor(total, 4u);
  total = total + subgroupShuffleXor(total, 2u);
  total = total + subgroupShuffleXor(total, 1u);
  if (local % 8u == 0u) {
    sums[local / 8u] = total;
  }
  workgroupBarrier();
  let v1 = local % 8u;
  total = sums[v1];
  for (var j = 8u; j < 32u; j += 8u) {
    total = total + sums[v1 + j];
  }
  total = total + subgroupShuffleXor(total, 4u);
  total = total + subgroupShuffleXor(total, 2u);
  total = total + subgroupShuffleXor(total, 1u);
  if (lane == 0u) {
    out0[unit] = total;
  }
}
