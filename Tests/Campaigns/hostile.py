# Programs that try to get out of a sandbox, or to take more than they may. A section is a program; the first
# one, `prelude`, comes before each. A program that gets what it must not prints ESCAPED.

#--- prelude
import ctypes, os, socket, sys, time, threading, signal, stat
libc = ctypes.CDLL(None, use_errno=True)
ARM = os.uname().machine == "aarch64"
MARK = "/var/tmp/assay-hostile"
def call(x86, arm, *given):
    """A system call by its numbers; an error is an exception."""
    if ARM and arm is None: raise OSError("not here")
    result = libc.syscall(arm if ARM else x86, *given)
    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
def must_fail(what, body):
    try: body()
    except Exception: return
    print("ESCAPED", what, flush=True)
def must_not_read(*paths):
    for path in paths:
        must_fail("reads " + path, lambda: open(path, "rb").read(1))
def must_not_write(*paths):
    for path in paths:
        must_fail("writes " + path, lambda: open(path, "ab").write(b"x"))

#--- mount_remount_root
must_fail("remounts /", lambda: call(165, 40, None, b"/", None, 0x1020, None))
must_not_write(MARK)

#--- mount_remount_every_folder
for folder in (b"/", b"/usr", b"/dev", b"/tmp", b"/lib", b"/bin"):
    must_fail("remounts", lambda: call(165, 40, None, folder, None, 0x1020, None))

#--- mount_proc
must_fail("mounts proc", lambda: call(165, 40, b"proc", b"/tmp", b"proc", 0, None))

#--- mount_tmpfs
must_fail("mounts tmpfs", lambda: call(165, 40, b"x", b"/tmp", b"tmpfs", 0, None))

#--- mount_bind
must_fail("binds", lambda: call(165, 40, b"/usr", b"/tmp", None, 0x1000, None))

#--- umount
for folder in (b"/usr", b"/dev", b"/tmp", b"/"):
    must_fail("unmounts", lambda: call(166, 39, folder, 2))

#--- pivot_root
os.mkdir("/tmp/old")
must_fail("pivots", lambda: call(155, 41, b"/tmp", b"/tmp/old"))

#--- chroot
must_fail("chroot", lambda: os.chroot("/tmp"))

#--- new_mount_calls
must_fail("fsopen", lambda: call(430, 430, b"tmpfs", 0))
must_fail("open_tree", lambda: call(428, 428, -100, b"/usr", 1))
must_fail("move_mount", lambda: call(429, 429, -100, b"/usr", -100, b"/tmp", 0))
must_fail("fspick", lambda: call(433, 433, -100, b"/", 0))

#--- unshare_user
must_fail("unshares its users", lambda: call(272, 97, 0x10000000))

#--- unshare_all
for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x20000000, 0x40000000):
    must_fail("unshares %x" % flag, lambda: call(272, 97, flag))

#--- clone_user
def child():
    pid = call(56, 220, 0x10000000 | 17, 0, 0, 0, 0)
    if pid == 0: os._exit(0)
must_fail("clones with users of its own", child)

#--- clone3_user
arguments = (ctypes.c_uint64 * 11)(0x10000000, 0, 0, 0, 17)
def child():
    pid = call(435, 435, ctypes.byref(arguments), ctypes.sizeof(arguments))
    if pid == 0: os._exit(0)
must_fail("clone3", child)

#--- setns
must_fail("setns", lambda: call(308, 268, 0, 0))

#--- secrets_in_files
must_not_read("/etc/shadow", "/etc/passwd", "/etc/hostname", "/root/.bashrc", "/etc/ssh/ssh_host_rsa_key")
for folder in ("/root", "/home", "/var", "/run", "/etc/ssl", "/mnt", "/srv", "/boot", "/opt"):
    must_fail("lists " + folder, lambda: os.listdir(folder))

#--- secrets_in_environment
allowed = {"PATH", "HOME", "LANG", "PWD", "OLDPWD", "SHLVL", "_", "LC_CTYPE"}
if set(os.environ) - allowed: print("ESCAPED environment", set(os.environ) - allowed)
for pid in range(1, 10): must_not_read("/proc/%d/environ" % pid)

#--- proc
must_fail("lists /proc", lambda: os.listdir("/proc"))
must_not_write("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/self/mem")

#--- sys
must_fail("lists /sys", lambda: os.listdir("/sys"))
must_not_write("/sys/kernel/uevent_helper", "/sys/fs/cgroup/cgroup.procs")

#--- devices
must_not_read("/dev/mem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/fuse", "/dev/net/tun", "/dev/kvm", "/dev/vsock")

#--- device_nodes
for kind in (stat.S_IFBLK, stat.S_IFCHR):
    must_fail("mknod", lambda: os.mknod("/tmp/node", kind | 0o600, os.makedev(8, 0)))

#--- writes_outside
must_not_write(MARK, "/usr/x", "/etc/x", "/x", "/bin/x", "/dev/x", "/usr/bin/python3", "/lib/x", "/var/x", "/home/x")

#--- folders_outside
for path in ("/x", "/usr/x", "/dev/x", "/etc/x"): must_fail("makes " + path, lambda: os.mkdir(path))

#--- removes
for path in ("/bin", "/usr/bin/sh", "/dev/null", "/tmp"): must_fail("removes " + path, lambda: os.remove(path))
must_fail("renames", lambda: os.rename("/usr", "/tmp/usr"))

#--- symbolic_link
os.symlink("/etc/shadow", "/tmp/link"); must_not_read("/tmp/link")
os.symlink("/proc/1/root/etc/shadow", "/tmp/link2"); must_not_read("/tmp/link2")
os.symlink(MARK, "/tmp/link3"); must_not_write("/tmp/link3")

#--- hard_link
must_fail("links", lambda: os.link("/usr/bin/python3", "/tmp/python3"))
must_fail("links", lambda: os.link("/usr/bin/passwd", "/tmp/passwd"))

#--- dots
must_not_read("/../../etc/shadow", "/tmp/../../../etc/shadow", "/usr/../../root/.bashrc")

#--- set_user
for number in (0, 1, 1000): 
    if os.getuid() != number: must_fail("setuid", lambda: os.setuid(number))
    if os.getgid() != number: must_fail("setgid", lambda: os.setgid(number))
must_fail("setgroups", lambda: os.setgroups([0]))

#--- set_user_bit
open("/tmp/s", "w").write("#!/bin/sh\n")
os.chmod("/tmp/s", 0o4755)
for program in ("/usr/bin/su", "/usr/bin/mount", "/usr/bin/passwd", "/usr/bin/newgrp"):
    if os.path.exists(program):
        pid = os.fork()
        if pid == 0:
            os.dup2(os.open("/dev/null", os.O_RDWR), 1); os.dup2(1, 2)
            os.execv(program, [program, "-h"])
        os.waitpid(pid, 0)
if libc.prctl(39, 0, 0, 0, 0) != 1: print("ESCAPED programs may gain privileges")

#--- capabilities
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
call(125, 90, ctypes.byref(header), ctypes.byref(data))
if any(data): print("ESCAPED capabilities", list(data))
for capability in range(41):
    if libc.prctl(23, capability, 0, 0, 0) == 1: print("ESCAPED bounding set", capability); break

#--- open_descriptors
for descriptor in range(3, 256):
    must_fail("descriptor %d" % descriptor, lambda: os.fstat(descriptor))

#--- network_outside
for address in ("192.0.2.1", "10.0.0.1", "169.254.169.254", "8.8.8.8"):
    must_fail("connects", lambda: socket.create_connection((address, 80), 0.5))

#--- network_names
must_fail("resolves", lambda: socket.getaddrinfo("example.com", 80))

#--- network_host
for port in (22, 53, 80, 443, 631, 2375, 3128, 8080):
    must_fail("port %d" % port, lambda: socket.create_connection(("127.0.0.1", port), 0.2))

#--- network_raw
must_fail("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
must_fail("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))

#--- network_netlink
must_fail("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))

#--- network_vsock
must_fail("vsock", lambda: socket.socket(40, socket.SOCK_STREAM))

#--- network_other_families
for family in (3, 4, 5, 6, 9, 15, 16, 17, 18, 21, 29, 31, 38, 39, 40, 42, 44):
    must_fail("family %d" % family, lambda: socket.socket(family, socket.SOCK_RAW))

#--- unix_sockets
for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "\0/tmp/.X11-unix/X0"):
    def connect(): socket.socket(socket.AF_UNIX).connect(path)
    must_fail("connects to " + path, connect)

#--- kill_everybody
signal.signal(signal.SIGTERM, signal.SIG_IGN)
try: os.kill(-1, signal.SIGKILL)
except OSError: pass

#--- kill_parents
for pid in [os.getppid(), 1]:
    try: os.kill(pid, signal.SIGKILL)
    except OSError: pass
for pid in range(2, 40000):
    if pid != os.getpid() and pid != os.getppid():
        try:
            os.kill(pid, 0)
            if pid > 20: print("ESCAPED sees process", pid)
        except OSError: pass

#--- trace_parent
must_fail("ptrace", lambda: call(101, 117, 16, os.getppid(), 0, 0))
must_fail("ptrace", lambda: call(101, 117, 16, 1, 0, 0))

#--- read_memory_of_others
buffer = ctypes.create_string_buffer(8)
vector = (ctypes.c_uint64 * 2)(ctypes.addressof(buffer), 8)
for pid in (1, os.getppid()):
    must_fail("process_vm_readv", lambda: call(310, 270, pid, ctypes.byref(vector), 1, ctypes.byref(vector), 1, 0))

#--- fork_bomb
while True:
    try: os.fork()
    except OSError: pass

#--- fork_bomb_that_ends
for _ in range(3000):
    try:
        if os.fork() == 0: time.sleep(60); os._exit(0)
    except OSError: break

#--- thread_bomb
threads = 0
try:
    while True:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        threads += 1
        if threads > 200: print("ESCAPED threads"); break
except Exception: pass

#--- children_left_behind
for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True: pass
        os._exit(0)

#--- child_keeps_output_open
if os.fork() == 0:
    os.setsid(); time.sleep(600)

#--- ignores_signals
for number in range(1, 64):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True: pass

#--- stops_itself
os.kill(os.getpid(), signal.SIGSTOP)

#--- sleeps
time.sleep(600)

#--- priority
must_fail("priority", lambda: os.setpriority(os.PRIO_PROCESS, 0, -20))
must_fail("real time", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))

#--- raises_limits
import resource
for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NPROC, resource.RLIMIT_NOFILE):
    must_fail("limit", lambda: resource.setrlimit(kind, (1 << 40, 1 << 40)))

#--- memory_at_once
try: x = bytearray(3 << 30); print("ESCAPED memory")
except MemoryError: pass

#--- memory_of_children
for _ in range(6):
    if os.fork() == 0:
        x = bytearray(300 << 20)
        for i in range(0, len(x), 4096): x[i] = 1
        time.sleep(600)
time.sleep(600)
print("ESCAPED")

#--- memory_shared
import mmap
maps = []
try:
    for _ in range(30):
        m = mmap.mmap(-1, 100 << 20); maps.append(m)
        for i in range(0, len(m), 4096): m[i] = 1
    print("ESCAPED shared memory")
except (OSError, MemoryError): pass

#--- memory_in_descriptors
must_fail("memfd", lambda: os.memfd_create("x"))
must_fail("memfd_secret", lambda: call(447, 447, 0))

#--- memory_of_system_v
must_fail("shmget", lambda: call(29, 194, 0, 1 << 30, 0o1600))
must_fail("msgget", lambda: call(68, 186, 0, 0o1600))

#--- fills_tmp
try:
    for i in range(40):
        with open("/tmp/%d" % i, "wb") as f: f.write(b"x" * (16 << 20))
    print("ESCAPED 640 MB")
except OSError: pass

#--- fills_shm
try:
    for i in range(40):
        with open("/dev/shm/%d" % i, "wb") as f: f.write(b"x" * (16 << 20))
    print("ESCAPED 640 MB")
except OSError: pass

#--- fills_everything_that_can_be_written
total = 0
for folder in ("/", "/tmp", "/dev", "/dev/shm", "/usr", "/etc", "/home", "/root", "/run", "/var", "/var/tmp"):
    try:
        for i in range(40):
            with open("%s/f%d" % (folder, i), "wb") as f: total += f.write(b"x" * (8 << 20))
    except OSError: pass
if total > 160 << 20: print("ESCAPED", total)

#--- sparse_file
def sparse():
    with open("/tmp/s", "wb") as f: f.seek(1 << 40); f.write(b"x")
must_fail("sparse", sparse)

#--- many_files
for i in range(10**7): open("/tmp/%d" % i, "w").close()

#--- deep_folders
while True:
    os.mkdir("d"); os.chdir("d")

#--- endless_output
while True: print("x" * 1000)

#--- endless_errors
while True: sys.stderr.write("x" * 1000)

#--- output_of_children
for _ in range(8):
    if os.fork() == 0:
        while True: print("x" * 100000)

#--- terminal_codes
sys.stdout.write("\x1b[2J\x1b]0;title\x07\x1b[31m" + "\u202e" + "\0" * 10 + "\r\n")
sys.stdout.buffer.write(b"\xff\xfe\x80")

#--- types_into_terminal
import fcntl
for path in ("/dev/tty", "/dev/console"):
    must_fail("terminal " + path, lambda: fcntl.ioctl(os.open(path, os.O_RDWR), 0x5412, b"x"))

#--- bpf
must_fail("bpf", lambda: call(321, 280, 0, 0, 0))
must_fail("perf", lambda: call(298, 241, 0, 0, -1, -1, 0))
must_fail("userfaultfd", lambda: call(323, 282, 0))

#--- io_uring
must_fail("io_uring", lambda: call(425, 425, 8, ctypes.byref((ctypes.c_uint64 * 64)())))

#--- keys
must_fail("keyctl", lambda: call(250, 219, 0, -3, 0))
must_fail("add_key", lambda: call(248, 217, b"user", b"x", b"y", 1, -3))

#--- modules
must_fail("init_module", lambda: call(175, 105, b"", 0, b""))
must_fail("kexec", lambda: call(246, 104, 0, 0, None, 0))
must_fail("reboot", lambda: call(169, 142, 0xfee1dead, 672274793, 0x89abcdef, None))

#--- clock_and_names
must_fail("clock", lambda: time.clock_settime(time.CLOCK_REALTIME, 0))
must_fail("name", lambda: call(170, 161, b"x", 1))

#--- old_calls
for number in (172, 173, 154, 134, 156, 174, 177, 178, 180, 212):
    must_fail("call %d" % number, lambda: call(number, None, 3, 0, 0))

#--- x32_calls
must_fail("x32", lambda: call(0x40000000 + 39, None))

#--- logs_and_accounts
must_fail("syslog", lambda: call(103, 116, 3, ctypes.create_string_buffer(100), 100))
must_fail("acct", lambda: call(163, 89, b"/tmp/acct"))
must_fail("swapon", lambda: call(167, 224, b"/tmp/x", 0))

#--- personality
must_fail("personality", lambda: call(135, 92, 0x0040000))

#--- handles
must_fail("handle", lambda: call(304, 265, -100, ctypes.byref((ctypes.c_uint64 * 4)(8, 1)), 0))

#--- descriptors
descriptors = []
try:
    while len(descriptors) < 5000: descriptors.append(os.dup(1))
    print("ESCAPED descriptors")
except OSError: pass

#--- pipes_hold_memory
import fcntl
held = 0
try:
    while True:
        r, w = os.pipe()
        fcntl.fcntl(w, 1031, 1 << 20)
        held += os.write(w, b"x" * (1 << 20))
        if held > 300 << 20: print("ESCAPED pipes"); break
except OSError: pass

#--- crashes
ctypes.string_at(0)

#--- recursion
def f(): f()
sys.setrecursionlimit(10**9)
f()

#--- core_dump
import resource
must_fail("core", lambda: resource.setrlimit(resource.RLIMIT_CORE, (1 << 30, 1 << 30)))
os.abort()

#--- deletes_its_input
try: os.ftruncate(0, 0)
except OSError: pass
print(len(sys.stdin.read()))

#--- shell
os.system("cat /etc/shadow /root/.ssh/* 2>/dev/null && echo ESCAPED; echo x 2>/dev/null > " + MARK + " && echo ESCAPED")

#--- interpreter_of_another_kind
for program in ("perl", "awk", "tclsh", "busybox"):
    os.system(program + " 'BEGIN { system(\"cat /etc/shadow\") }' 2>/dev/null && true")
must_not_read("/etc/shadow")
