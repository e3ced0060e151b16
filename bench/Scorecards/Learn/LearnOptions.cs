using System.Globalization;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>What the card is asked for.</summary>
internal sealed record LearnOptions
{
    public LearnOptions(string[] arguments)
    {
        string? Option(string name) => Array.IndexOf(arguments, name) is >= 0 and var place && place + 1 < arguments.Length ? arguments[place + 1] : null;
        Tables = arguments[0];
        Peers = Option("--peers");
        LightGbm = Option("--lightgbm") is { } path && File.Exists(path) ? path : null;
        MlNet = Option("--mlnet") is { } program && File.Exists(program) ? program : null;
        Python = Option("--python") ?? "/usr/bin/python3";
        Turns = int.Parse(Option("--turns") ?? "5", CultureInfo.InvariantCulture);
        What = (Option("--what") ?? "train,bin,memory,predict,shap,small,quality").Split(',');
        int Number(string name, int usual) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
        StreamRows = [.. (Option("--rows") ?? "1000000,30000000").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        (StreamTrees, StreamLeaves, StreamThreads) = (Number("--trees", 20), Number("--leaves", 255), Number("--threads", 1));
        Seeds = (Option("--seeds") ?? "11,12,13,14,15").Split(',');
    }

    /// <summary>The folder of the tables.</summary>
    public string Tables { get; }

    /// <summary>The folder of the Python drivers, if it was given.</summary>
    public string? Peers { get; }

    /// <summary>LightGBM's native library, if it was found.</summary>
    public string? LightGbm { get; }

    /// <summary>The built driver of ML.NET, if it was found.</summary>
    public string? MlNet { get; }

    public string Python { get; }

    /// <summary>How often every side runs.</summary>
    public int Turns { get; init; }

    public string[] What { get; }

    /// <summary>The draws of the generated tables over which quality is averaged.</summary>
    public string[] Seeds { get; }

    /// <summary>Out of core: how many rows are made; one comparison each.</summary>
    public int[] StreamRows { get; }

    /// <summary>Out of core: the number of trees.</summary>
    public int StreamTrees { get; }

    /// <summary>Out of core: the most leaves of a tree.</summary>
    public int StreamLeaves { get; }

    /// <summary>Out of core: the most threads.</summary>
    public int StreamThreads { get; }
}
