// cumprod: 3 × 50 results, each of 50 elements
@group(0) @binding(0) var<storage, read> in0: array<i32>;
@group(0) @binding(1) var<storage, read_write> out0: array<i32>;

@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= 3u) { return; }
  var link0 = 1;
  for (var k1 = 0u; k1 < 50u; k1++) {
    let x0 = link0;
    let x1 = in0[i * 50u + 49u - k1];
    let v1 = x0 * x1;
    out0[i * 50u + 49u - k1] = v1;
    link0 = v1;
  }
}
