using Kirana.Learn.Resampling;

namespace Kirana.Cli.Commands.Learn;

/// <summary>What depth does to a tree and a forest.</summary>
/// <param name="Error">What errors are: squared, or wrong_classes for their share.</param>
/// <param name="Samples">Bootstraps, each of which every learner was fitted on.</param>
/// <param name="TrainRows">Rows that bootstraps were drawn from.</param>
/// <param name="TestRows">Rows that no fit saw.</param>
/// <param name="Tree">The tree by depth; noise is part of bias².</param>
/// <param name="Forest">The forest by depth.</param>
internal sealed record DepthsAnswer(string Error, int Samples, int TrainRows, int TestRows, IReadOnlyList<DepthAnswer> Tree, IReadOnlyList<DepthAnswer> Forest)
{
    /// <summary>Describes a sweep; <see langword="null"/> if there was none.</summary>
    /// <param name="curves">The sweep.</param>
    public static DepthsAnswer? Of(DepthCurves? curves) => curves is null ? null : new DepthsAnswer(
        curves.Classifies ? "wrong_classes" : "squared", curves.Samples, curves.TrainingRows, curves.TestRows, Points(curves.Tree), curves.Forest is { } forest ? Points(forest) : []);

    /// <summary>A verdict in words.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Words(DepthVerdict verdict) => verdict switch
    {
        DepthVerdict.UnderFitting => "under-fitting",
        DepthVerdict.OverFitting => "over-fitting",
        _ => "about right",
    };

    private static DepthAnswer[] Points(DepthCurve curve) => [.. curve.Points.Select((point, i) => new DepthAnswer(
        point.Depth, point.TrainError, point.TestError.Estimate, [point.TestError.Lower, point.TestError.Upper], point.Bias.Estimate, point.Variance.Estimate, point.Leaves,
        point.MostLeaves, Words(point.Verdict), i == curve.Best))];
}
