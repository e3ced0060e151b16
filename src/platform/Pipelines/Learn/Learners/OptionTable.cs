using System.Globalization;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>The options of a learner by name: how each is read from text and set on the record.</summary>
/// <typeparam name="TLearner">The learner, an immutable record.</typeparam>
internal sealed class OptionTable<TLearner> where TLearner : class
{
    private readonly TLearner _defaults;
    private readonly List<(LearnerOption Option, Func<TLearner, string, TLearner> Set)> _entries = [];

    public OptionTable(TLearner defaults) => _defaults = defaults;

    /// <summary>The options in the order they were named.</summary>
    public IReadOnlyList<LearnerOption> Options => [.. _entries.Select(entry => entry.Option)];

    /// <summary>Names an option that is a whole number.</summary>
    public OptionTable<TLearner> Whole(string name, string range, string meaning, Func<TLearner, int> get, Func<TLearner, int, TLearner> set) =>
        Add(name, Text(get(_defaults)), "whole, " + range, meaning, (learner, text) => set(learner, Whole(name, text)));

    /// <summary>Names an option that is a whole number or <c>none</c>.</summary>
    public OptionTable<TLearner> WholeOrNone(string name, string range, string meaning, Func<TLearner, int?, TLearner> set) =>
        Add(name, "none", $"whole, {range}, or none", meaning, (learner, text) => set(learner, text is "none" ? null : Whole(name, text)));

    /// <summary>Names an option that is a number.</summary>
    public OptionTable<TLearner> Number(string name, string range, string meaning, Func<TLearner, double> get, Func<TLearner, double, TLearner> set) =>
        Add(name, Text(get(_defaults)), range, meaning, (learner, text) => set(learner, Number(name, text)));

    /// <summary>Names an option that is a number or <c>none</c>.</summary>
    public OptionTable<TLearner> NumberOrNone(string name, string range, string meaning, Func<TLearner, double?, TLearner> set) =>
        Add(name, "none", $"{range}, or none", meaning, (learner, text) => set(learner, text is "none" ? null : Number(name, text)));

    /// <summary>Names an option that is yes or no.</summary>
    public OptionTable<TLearner> Flag(string name, string meaning, Func<TLearner, bool> get, Func<TLearner, bool, TLearner> set) =>
        Add(name, get(_defaults) ? "yes" : "no", "yes or no", meaning, (learner, text) => set(learner, text switch
        {
            "yes" or "true" => true,
            "no" or "false" => false,
            _ => throw Bad(name, text, "yes or no"),
        }));

    /// <summary>Names an option that is one of a few words.</summary>
    public OptionTable<TLearner> Word<T>(string name, string meaning, IReadOnlyList<(string Word, T Value)> words, Func<TLearner, T> get, Func<TLearner, T, TLearner> set)
    {
        var range = string.Join(", ", words.Select(pair => pair.Word));
        return Add(name, words.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, get(_defaults))).Word, range, meaning,
            (learner, text) => words.Any(pair => string.Equals(pair.Word, text, StringComparison.Ordinal))
                ? set(learner, words.First(pair => string.Equals(pair.Word, text, StringComparison.Ordinal)).Value)
                : throw Bad(name, text, "one of " + range));
    }

    /// <summary>Names an option that gives numbers to names: <c>price:-1,age:1</c>.</summary>
    public OptionTable<TLearner> NumbersByName(string name, string range, string meaning, Func<TLearner, IReadOnlyDictionary<string, double>, TLearner> set) =>
        Add(name, "none", range, meaning, (learner, text) =>
        {
            var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = part.LastIndexOf(':');
                if (colon < 1 || !numbers.TryAdd(part[..colon], Number(name, part[(colon + 1)..])))
                    throw Bad(name, part, "name:number, each name once");
            }

            return set(learner, numbers);
        });

    /// <summary>Names an option that is read in its own way.</summary>
    /// <param name="name">The name.</param>
    /// <param name="standard">The value where it is not set.</param>
    /// <param name="range">What it may be.</param>
    /// <param name="meaning">What it does.</param>
    /// <param name="set">Reads the text and sets the option; <see langword="null"/> where the text is none of the range.</param>
    public OptionTable<TLearner> Other(string name, string standard, string range, string meaning, Func<TLearner, string, TLearner?> set) =>
        Add(name, standard, range, meaning, (learner, text) => set(learner, text) ?? throw Bad(name, text, range));

    /// <summary>Sets an option.</summary>
    /// <param name="learner">The learner.</param>
    /// <param name="name">The option's name as people write it: hyphens, underscores and capitals do not matter.</param>
    /// <param name="text">The value.</param>
    /// <exception cref="KeyNotFoundException">There is no such option.</exception>
    /// <exception cref="ArgumentException">The value is not of the option's kind.</exception>
    public TLearner Set(TLearner learner, string name, string text)
    {
        var plain = Plain(name);
        var entry = _entries.Find(own => string.Equals(Plain(own.Option.Name), plain, StringComparison.Ordinal));
        return entry.Set is null ? throw new KeyNotFoundException(name) : entry.Set(learner, text);
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private OptionTable<TLearner> Add(string name, string standard, string range, string meaning, Func<TLearner, string, TLearner> set)
    {
        _entries.Add((new LearnerOption(name, standard, range, meaning), set));
        return this;
    }

    private static int Whole(string name, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(name, text, "a whole number");

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw Bad(name, text, "a number");

    private static string Text(double number) => number.ToString(number is > 0 and < 1e-4 ? "0.#E-0" : "0.#####", CultureInfo.InvariantCulture);

    private static ArgumentException Bad(string name, string text, string expected) => new($"The option {name} is '{text}'; expected {expected}.");
}
