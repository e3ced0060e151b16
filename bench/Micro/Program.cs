using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kirana.Bench.Micro.Kernels;
using Kirana.Bench.Micro.Reranking;
using Kirana.Bench.Micro.Storage;

// `-- quick` prints rates of the kernels at every register width within a minute, `-- append [EVENTS]` those of appending to a shop that
// holds so many sealed events (10 million), `-- rerank` what a list by rules costs; anything else goes to BenchmarkDotNet.
if (args is ["quick"])
{
    QuickTable.Print(Console.Out);
    return 0;
}

if (args is ["append", .. var sealedEvents])
{
    AppendRates.Print(Console.Out, sealedEvents is [var rows] ? long.Parse(rows, CultureInfo.InvariantCulture) : 10_000_000);
    return 0;
}

if (args is ["rerank"])
{
    RerankRates.Print(Console.Out);
    return 0;
}

// In this process: the generated projects of the default toolchain would inherit this repository's build policy.
var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
