// a loop by one workgroup
@group(0) @binding(0) var<storage, read_write> room: array<u32>;
@group(0) @binding(1) var<storage, read> in0: array<f32>;
@group(0) @binding(2) var<storage, read> in1: array<f32>;
@group(0) @binding(3) var<storage, read_write> out0: array<f32>;
@group(0) @binding(4) var<storage, read_write> out1: array<f32>;
var<workgroup> told: u32;

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32) {
  if (local == 0u) { told = room[0]; }
  if (workgroupUniformLoad(&told) != 0u) { return; }
  var fuel = 262144;
  {
    if (local == 0u) { told = room[20]; }
    var turn0 = workgroupUniformLoad(&told);
    if (turn0 > 0u) {
      turn0 -= 1u;
      if (local == 0u) { room[20] = 0u; }
    } else {
      if (local < 6u) {
        let x0 = in0[local];
        room[8u + local] = bitcast<u32>(x0);
      }
      storageBarrier();
    }
    loop {
      if (turn0 == 50000u) { break; }
      if (fuel <= 0) {
        if (local == 0u) {
          room[20] = turn0 + 1u;
          room[1] = 1u;
        }
        return;
      }
      let at1 = 8u + (turn0 & 1u) * 6u;
      let at2 = 14u - (turn0 & 1u) * 6u;
      let at3 = turn0 * 6u;
      let at4 = turn0 * 6u;
      if (local < 6u) {
        let x0 = bitcast<f32>(room[at1 + local]);
        let x1 = in1[at3 + local];
        let v5 = x0 * x1 - x0;
        room[at2 + local] = bitcast<u32>(v5);
        out0[at4 + local] = v5 * x1;
      }
      storageBarrier();
      turn0 += 1u;
      fuel -= 67;
    }
    let at6 = 8u + (turn0 & 1u) * 6u;
    let at7 = 14u - (turn0 & 1u) * 6u;
    if (local < 6u) {
      let x0 = bitcast<f32>(room[at6 + local]);
      out1[local] = x0;
    }
    storageBarrier();
  }
  if (local == 0u) {
    room[0] = 1u;
    room[1] = 0u;
  }
}
