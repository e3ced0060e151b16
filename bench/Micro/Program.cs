using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kirana.Bench.Micro.Kernels;

// `-- quick` prints rates of the kernels at every register width within a minute; anything else goes to BenchmarkDotNet.
if (args is ["quick"])
{
    QuickTable.Print(Console.Out);
    return 0;
}

// In this process: the generated projects of the default toolchain would inherit this repository's build policy.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
