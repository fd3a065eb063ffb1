import Foundation

/// The system calls that a program in the sandbox does without, as a filter of the kernel's (Linux).
///
/// What a program needs is allowed; what opens the kernel to it (mounts, name spaces, tracing, keys, modules,
/// other processes' memory, `io_uring`, `bpf`) or holds memory that no limit sees (`memfd`, System V shared
/// memory) is not. Denied calls fail with EPERM, those that libraries can do without with ENOSYS.
///
/// - Source: `seccomp(2)`; the calls that Docker's default profile denies, and those above.
enum SeccompFilter {
  private struct Instruction {
    var code: UInt16
    var ifTrue: UInt8 = 0
    var ifFalse: UInt8 = 0
    var value: UInt32
  }

  // Of <linux/bpf_common.h> and <linux/seccomp.h>.
  private static let load: UInt16 = 0x20, jumpEqual: UInt16 = 0x15, jumpAtLeast: UInt16 = 0x35
  private static let jumpAny: UInt16 = 0x45, give: UInt16 = 0x06
  private static let allowed: UInt32 = 0x7fff_0000, killed: UInt32 = 0x8000_0000
  private static let failed: UInt32 = 0x0005_0000
  private static let (notPermitted, notThere): (UInt32, UInt32) = (1, 38)
  // Of `struct seccomp_data`.
  private static let (callAt, architectureAt, argumentsAt): (UInt32, UInt32, UInt32) = (0, 4, 16)

  #if arch(x86_64)
    private static let architecture: UInt32 = 0xc000_003e
    private static let clone: UInt32 = 56, clone3: UInt32 = 435, socket: UInt32 = 41
    private static let denied: [UInt32] = [
      // mount, umount2, pivot_root, chroot, swapon, swapoff, reboot, sethostname, setdomainname
      165, 166, 155, 161, 167, 168, 169, 170, 171,
      // ptrace, process_vm_readv, process_vm_writev, kcmp, personality, syslog, acct, quotactl
      101, 310, 311, 312, 135, 103, 163, 179,
      // unshare, setns, add_key, request_key, keyctl, init_module, delete_module, finit_module
      272, 308, 248, 249, 250, 175, 176, 313,
      // kexec_load, kexec_file_load, perf_event_open, bpf, userfaultfd, iopl, ioperm, modify_ldt
      246, 320, 298, 321, 323, 172, 173, 154,
      // settimeofday, clock_settime, adjtimex, clock_adjtime, name_to_handle_at, open_by_handle_at, vhangup
      164, 227, 159, 305, 303, 304, 153,
      // uselib, _sysctl, create_module, get_kernel_syms, query_module, nfsservctl, lookup_dcookie, ustat, sysfs
      134, 156, 174, 177, 178, 180, 212, 136, 139,
      // shmget, shmat, msgget, semget: they outlive their process
      29, 30, 68, 64,
    ]
    private static let absent: [UInt32] = [319]  // memfd_create
  #else
    private static let architecture: UInt32 = 0xc000_00b7
    private static let clone: UInt32 = 220, clone3: UInt32 = 435, socket: UInt32 = 198
    private static let denied: [UInt32] = [
      // mount, umount2, pivot_root, chroot, swapon, swapoff, reboot, sethostname, setdomainname
      40, 39, 41, 51, 224, 225, 142, 161, 162,
      // ptrace, process_vm_readv, process_vm_writev, kcmp, personality, syslog, acct, quotactl
      117, 270, 271, 272, 92, 116, 89, 60,
      // unshare, setns, add_key, request_key, keyctl, init_module, delete_module, finit_module
      97, 268, 217, 218, 219, 105, 106, 273,
      // kexec_load, kexec_file_load, perf_event_open, bpf, userfaultfd
      104, 294, 241, 280, 282,
      // settimeofday, clock_settime, adjtimex, clock_adjtime, name_to_handle_at, open_by_handle_at, vhangup
      170, 112, 171, 266, 264, 265, 58,
      // nfsservctl, lookup_dcookie, shmget, shmat, msgget, semget
      42, 18, 194, 196, 186, 190,
    ]
    private static let absent: [UInt32] = [279]  // memfd_create
  #endif
  /// Calls with one number on every machine: io_uring_setup, io_uring_enter, io_uring_register, clone3 and
  /// memfd_secret are absent; pidfd_getfd, open_tree, move_mount, fsopen, fsconfig, fsmount, fspick,
  /// mount_setattr, quotactl_fd, open_tree_attr, listmount and statmount denied.
  private static let absentEverywhere: [UInt32] = [425, 426, 427, clone3, 447]
  private static let deniedEverywhere: [UInt32] = [
    438, 428, 429, 430, 431, 432, 433, 442, 443, 467, 458, 457,
  ]
  /// CLONE_NEW…: mount, cgroup, UTS, IPC, user, pid and network name spaces.
  private static let nameSpaces: UInt32 =
    0x2_0000 | 0x200_0000 | 0x400_0000 | 0x800_0000 | 0x1000_0000 | 0x2000_0000 | 0x4000_0000
  /// AF_UNIX, AF_INET and AF_INET6: of the others some, such as AF_VSOCK, know no name spaces.
  private static let families: [UInt32] = [1, 2, 10]

  /// The filter as `bwrap --seccomp` reads it.
  static let bytes: Data = {
    var program: [Instruction] = [
      Instruction(code: load, value: architectureAt),
      Instruction(code: jumpEqual, ifTrue: 1, value: architecture),
      Instruction(code: give, value: killed),
      Instruction(code: load, value: callAt),
    ]
    func deny(_ call: UInt32, _ error: UInt32) {
      program.append(Instruction(code: jumpEqual, ifFalse: 1, value: call))
      program.append(Instruction(code: give, value: failed | error))
    }
    #if arch(x86_64)
      // The calls of the x32 interface.
      program.append(Instruction(code: jumpAtLeast, ifFalse: 1, value: 0x4000_0000))
      program.append(Instruction(code: give, value: failed | notThere))
    #endif
    for call in denied + deniedEverywhere { deny(call, notPermitted) }
    for call in absent + absentEverywhere { deny(call, notThere) }
    program += [
      Instruction(code: jumpEqual, ifFalse: 4, value: clone),
      Instruction(code: load, value: argumentsAt),
      Instruction(code: jumpAny, ifFalse: 1, value: nameSpaces),
      Instruction(code: give, value: failed | notPermitted),
      Instruction(code: give, value: allowed),
      Instruction(code: jumpEqual, ifFalse: UInt8(families.count + 2), value: socket),
      Instruction(code: load, value: argumentsAt),
    ]
    for (index, family) in families.enumerated() {
      program.append(
        Instruction(code: jumpEqual, ifTrue: UInt8(families.count - index), value: family))
    }
    program.append(Instruction(code: give, value: failed | notPermitted))
    program.append(Instruction(code: give, value: allowed))
    return program.reduce(into: Data()) { data, instruction in
      withUnsafeBytes(of: instruction.code.littleEndian) { data.append(contentsOf: $0) }
      data.append(contentsOf: [instruction.ifTrue, instruction.ifFalse])
      withUnsafeBytes(of: instruction.value.littleEndian) { data.append(contentsOf: $0) }
    }
  }()
}
