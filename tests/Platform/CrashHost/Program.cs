using System.Diagnostics;
using Kirana.Storage.Folders;
using Kirana.Tests.Platform.CrashHost;

// crash-host FOLDER steps            does the whole workload and names every step
// crash-host FOLDER work [KILL_AT]   does it and kills itself at the given step, counted from 0
// crash-host FOLDER full             imports until the disk is full, frees it, goes on
var (folder, mode) = (args[0], args[1]);
var killAt = args.Length > 2 ? int.Parse(args[2]) : -1;
var steps = 0;
Steps.Observer = step =>
{
    if (string.Equals(mode, "steps", StringComparison.Ordinal))
        Console.WriteLine($"step {step}");
    if (steps++ == killAt)
        Process.GetCurrentProcess().Kill();
};
if (string.Equals(mode, "full", StringComparison.Ordinal))
    FullDisk.Run(folder);
else
    Workload.Run(folder);
