using System.Globalization;
using Kirana.Cli.Reports.Learn;
using Kirana.Cli.Screens;
using Kirana.Learn.Resampling;
using Kirana.Pictures.Scales;

namespace Kirana.Cli.Commands.Learn;

/// <summary>Shows a person what depth does to a tree and a forest.</summary>
internal static class DepthsScreen
{
    /// <summary>Shows it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="curves">The sweep.</param>
    public static void Show(Screen screen, DepthCurves curves)
    {
        Show(screen, "a single tree", curves.Tree);
        if (curves.Forest is { } forest)
            Show(screen, "a forest", forest);
        screen.Line(DepthsSection.Meaning(curves));
    }

    private static void Show(Screen screen, string name, DepthCurve curve)
    {
        screen.Heading($"What depth does to {name}");
        screen.Table(["depth", ">train error", ">test error", ">bias²", ">variance", ">leaves", ">of at most", "verdict"], curve.Points.Select((point, i) => (IReadOnlyList<string>)
        [
            point.Depth.ToString(CultureInfo.InvariantCulture), GlanceSection.Number(point.TrainError), GlanceSection.Number(point.TestError.Estimate), GlanceSection.Number(point.Bias.Estimate),
            GlanceSection.Number(point.Variance.Estimate), point.Leaves.ToString("#,0.#", CultureInfo.InvariantCulture), NumberText.Whole(point.MostLeaves),
            DepthsAnswer.Words(point.Verdict) + (i == curve.Best ? ", the best" : ""),
        ]));
    }
}
