using System.Globalization;
using Kirana.Cli.Screens;
using Kirana.Data.Fitting;

namespace Kirana.Cli.Commands.Learn;

/// <summary>Tells how far a fit is, and how the validation loss stands.</summary>
/// <param name="stage">Where it is told.</param>
internal sealed class LearnProgress(Stage stage) : IProgress<FitProgress>
{
    private double _best = double.PositiveInfinity;
    private long _at;

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        if (value.ValidationLoss < _best)
            (_best, _at) = (value.ValidationLoss, value.Done);
        var detail = double.IsNaN(value.ValidationLoss) ? "" : string.Create(CultureInfo.InvariantCulture, $"loss {value.ValidationLoss:0.00000}, best {_best:0.00000} at {_at}");
        stage.Report(value.Done, value.Total > 0 ? (double)value.Done / value.Total : null, detail);
    }
}
