using System.Globalization;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>One thing to train, by whichever trainer.</summary>
/// <param name="Table">The table's name, perhaps with a number of rows.</param>
/// <param name="Threads">The most threads to use.</param>
/// <param name="Trees">The number of trees.</param>
/// <param name="Leaves">The most leaves of a tree.</param>
/// <param name="WithShap">Whether contributions are timed as well.</param>
/// <param name="IsRepeated">Whether a second training in the same process is timed as well: as in a server, everything is compiled then.</param>
internal sealed record LearnTask(string Table, int Threads, int Trees, int Leaves, bool WithShap = false, bool IsRepeated = false)
{
    public string[] ToArguments() =>
        [Table, Threads.ToString(CultureInfo.InvariantCulture), Trees.ToString(CultureInfo.InvariantCulture), Leaves.ToString(CultureInfo.InvariantCulture), WithShap ? "shap" : IsRepeated ? "again" : "-"];

    public static LearnTask Parse(ReadOnlySpan<string> arguments) => new(
        arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture),
        int.Parse(arguments[3], CultureInfo.InvariantCulture), arguments[4] is "shap", arguments[4] is "again");
}
