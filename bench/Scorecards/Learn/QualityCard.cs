using System.Globalization;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>How well everybody predicts the test rows: means over draws of the generated tables.</summary>
/// <remarks>One draw may favour a trainer by more than trainers differ, so only means over several are judged: by the AUC or RMSE of the
/// best of LightGBM, XGBoost and scikit-learn. Draw <c>s</c> of a table is the folder that the peers' generator names <c>…-seed‹s›</c>; a9a
/// is a real table and has no draws. Ours is shown with both steps, and ML.NET's FastTree beside, whose splits are those of the second.</remarks>
internal static class QualityCard
{
    /// <summary>The most that our AUC may lie below the best peer's.</summary>
    private const double AucSlack = 0.001;

    /// <summary>The most that our RMSE may exceed the best peer's by, as a share.</summary>
    private const double RmseSlack = 0.005;

    private const int Judges = 3;

    private static readonly string[] s_trainers = ["LightGBM", "XGBoost", "scikit-learn", "Kirana", "Kirana, gradients", "ML.NET FastTree"];

    public static void Run(LearnOptions options)
    {
        Compare(options, "higgslike 200k", [.. options.Seeds.Select(seed => $"higgs-seed{seed}:200000")], 50, 63);
        Compare(options, "wide100", [.. options.Seeds.Select(seed => $"wide-seed{seed}")], 30, 63);
        Compare(options, "a9a", ["a9a"], 100, 31);
    }

    private static void Compare(LearnOptions options, string name, string[] draws, int trees, int leaves)
    {
        string[] found = [.. draws.Where(draw => PeerTable.Exists(options.Tables, draw))];
        if (found.Length < draws.Length)
            Console.WriteLine($"{name}: {draws.Length - found.Length} of {draws.Length} draws not found");
        if (found.Length == 0)
            return;
        var isBinary = new PeerTable(options.Tables, found[0]).IsBinary;
        var qualities = s_trainers.Select(_ => new double[found.Length]).ToArray();
        for (var draw = 0; draw < found.Length; draw++)
        {
            var task = new LearnTask(found[draw], 1, trees, leaves);
            for (var trainer = 0; trainer < s_trainers.Length; trainer++)
                qualities[trainer][draw] = Train(options, trainer, task)?.Quality ?? double.NaN;
        }

        var judges = qualities.Take(Judges).Select(own => own.Average()).Where(double.IsFinite).ToArray();
        var best = judges.Length == 0 ? double.NaN : isBinary ? judges.Max() : judges.Min();
        Console.WriteLine(Text($"{name}, {trees} trees of {leaves} leaves, {(isBinary ? "AUC" : "RMSE")}, mean of {found.Length}"));
        for (var trainer = 0; trainer < s_trainers.Length; trainer++)
        {
            var mean = qualities[trainer].Average();
            var distance = isBinary ? Text($"{mean - best:+0.00000;-0.00000}") : Text($"{100 * (mean / best - 1):+0.00;-0.00} %");
            var verdict = s_trainers[trainer] is not "Kirana" ? "" : (isBinary ? mean >= best - AucSlack : mean <= best * (1 + RmseSlack)) ? "  within the bound" : "  BEYOND the bound";
            Console.WriteLine(Text($"  {s_trainers[trainer],-18} {mean:0.00000}  to the best peer {distance}  ({string.Join(' ', qualities[trainer].Select(q => Text($"{q:0.00000}")))}){verdict}"));
        }
    }

    private static Figures? Train(LearnOptions options, int trainer, LearnTask task) => s_trainers[trainer] switch
    {
        "LightGBM" => options.LightGbm is null ? null : LearnScorecard.InProcess(options, "lightgbm", task, "force_row_wise=true"),
        "XGBoost" => options.Peers is null ? null : DriverSide.Run(options.Python, [Path.Combine(options.Peers, "xgb.py")], options.Tables, task),
        "scikit-learn" => options.Peers is null ? null : DriverSide.Run(options.Python, [Path.Combine(options.Peers, "hgb.py")], options.Tables, task),
        "Kirana" => LearnScorecard.InProcess(options, "kirana", task, ""),
        "Kirana, gradients" => LearnScorecard.InProcess(options, "kirana", task, KiranaSide.Gradients),
        _ => options.MlNet is null ? null : DriverSide.Run("dotnet", [options.MlNet, "fasttree"], options.Tables, task),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
