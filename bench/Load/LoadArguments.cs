using System.Globalization;

namespace Kirana.Bench.Load;

/// <summary>The command line.</summary>
internal sealed record LoadArguments
{
    private static readonly string[] s_all = ["start", "recommendations", "forecasts", "events-1", "events-100", "events-10000", "fresh", "mixed", "kill", "paint"];

    /// <summary>The scenarios to run, in order.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    /// <summary>What holds for all of them.</summary>
    public required LoadSettings Settings { get; init; }

    /// <summary>Whether one JSON object is printed instead of tables.</summary>
    public bool Json { get; init; }

    /// <summary>The file for an HTML report, if one is wanted.</summary>
    public string? Report { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <param name="words">Its words.</param>
    /// <exception cref="ArgumentException">A word is not understood, or something needed is missing.</exception>
    public static LoadArguments Parse(ReadOnlySpan<string> words)
    {
        var (scenarios, values, json) = (new List<string>(), new Dictionary<string, string>(StringComparer.Ordinal), false);
        for (var i = 0; i < words.Length; i++)
            if (words[i] is "--json")
                json = true;
            else if (words[i] is "all")
                scenarios.AddRange(s_all);
            else if (s_all.Contains(words[i], StringComparer.Ordinal))
                scenarios.Add(words[i]);
            else if (words[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < words.Length)
                values[words[i][2..]] = words[++i];
            else
                throw new ArgumentException($"'{words[i]}' is no scenario, or an option without a value.");
        if (!values.ContainsKey("shop") || values.ContainsKey("tool") == values.ContainsKey("url"))
            throw new ArgumentException("Give --shop, and either --tool to start a server or --url for one that runs.");

        var settings = new LoadSettings { Shop = values["shop"] };
        return new LoadArguments
        {
            Scenarios = scenarios, Json = json, Report = values.GetValueOrDefault("report"),
            Settings = settings with
            {
                Tool = values.GetValueOrDefault("tool"),
                Url = values.TryGetValue("url", out var url) ? new Uri(url) : null,
                Rate = Number("rate", settings.Rate), Seconds = Number("seconds", settings.Seconds), WarmUp = Number("warm-up", settings.WarmUp),
                Requests = (long)Number("requests", settings.Requests), Browser = values.GetValueOrDefault("browser", settings.Browser), Rounds = (int)Number("rounds", settings.Rounds), Seed = (ulong)Number("seed", settings.Seed),
            },
        };

        double Number(string name, double standard) =>
            !values.TryGetValue(name, out var text) ? standard
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number
            : throw new ArgumentException($"--{name} is '{text}'; it must be a number from 0 up.");
    }

    /// <summary>Says how to call the program.</summary>
    /// <returns>The exit code of a wrong call.</returns>
    public static int Usage()
    {
        Console.Error.WriteLine($"""
            load SCENARIO … --shop DIR (--tool kirana.dll | --url http://127.0.0.1:PORT)
                 [--rate 300] [--seconds 20] [--warm-up 5] [--requests 500000] [--rounds 20] [--seed 1] [--browser /usr/bin/chromium] [--json] [--report FILE]
            scenarios: {string.Join(' ', s_all)}, or all
            The shop is one that kirana demo made; a server started here serves a copy of it. Exit code 2: a figure misses its target.
            """);
        return 1;
    }
}
