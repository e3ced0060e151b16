namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Accuracy on the competition sets, and speed beside R's forecast package.</summary>
internal static class ForecastScorecard
{
    private static readonly (string Name, Action<string> Run)[] s_parts =
    [
        ("sets", CompetitionSets.Run),
        ("auto", AutoCard.Run),
        ("never-worse", AutoBesideTheta.Run),
        ("theta", folder => ThetaBesideR.Run(folder, null)),
        ("ets", EtsBesideR.Run),
        ("arima", ArimaBesideR.Run),
        ("demand", IntermittentCard.Run),
        ("censored", _ => CensoredCard.Run()),
        ("hierarchy", HierarchyCard.Run),
        ("refits", WarmRefits.Run),
    ];

    /// <summary>Runs the card.</summary>
    /// <param name="args">The folder of the competition files; parts by their names, all by default; <c>--r</c> and a driver of R's
    /// forecast package to run Theta beside it.</param>
    public static int Run(string[] args)
    {
        var driver = args is [.., "--r", var program] ? program : null;
        var names = driver is null ? args.Skip(1).ToArray() : args[1..^2];
        if (args.Length == 0 || names.Except(s_parts.Select(part => part.Name), StringComparer.Ordinal).Any())
        {
            Console.Error.WriteLine($"usage: Scorecards forecast DATA_FOLDER [{string.Join('|', s_parts.Select(part => part.Name))} …] [--r forecast.R]");
            return 1;
        }

        foreach (var (name, run) in s_parts)
            if (driver is not null && name is "theta")
                ThetaBesideR.Run(args[0], driver);
            else if (names.Length == 0 || names.Contains(name, StringComparer.Ordinal))
                run(args[0]);
        return 0;
    }
}
