using Kirana.Data.Fitting;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Learn;

/// <summary>Measures a fit, with binning apart, and passes its progress on.</summary>
/// <param name="context">The fit's context.</param>
internal sealed class FitClock(FitContext context) : IProgress<FitProgress>
{
    private readonly IProgress<FitProgress>? _progress = context.Progress;
    private readonly WorkMeter _whole = WorkMeter.Start(context.Clock);
    private (double Wall, double Cpu) _binned;

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        if (value.Stage is "bins")
            _binned = (_whole.Wall, _whole.Cpu);
        else
            _progress?.Report(value);
    }

    /// <summary>What the fit took so far.</summary>
    public LearnSeconds Stop() => new(0, _binned.Wall, _whole.Cpu - _binned.Cpu, _whole.Wall - _binned.Wall);
}
