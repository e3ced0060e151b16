using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Learn.Resampling;
using Kirana.Pipelines.Learn.Learners;

namespace Kirana.Cli.Commands.Learn;

/// <summary>Reads which depths are swept from the words of a command line.</summary>
internal static class SweptDepths
{
    private const string Word = "depth";
    private const int Deepest = 62;

    /// <summary>The depths.</summary>
    /// <param name="text"><c>depth</c>, or <c>depth=</c> with depths apart by commas; no sweep where missing.</param>
    /// <param name="learner">The learner.</param>
    /// <returns>The depths; <see langword="null"/> for no sweep.</returns>
    /// <exception cref="UsageException">The text says nothing that can be swept, or the learner has no place in the sweep.</exception>
    public static IReadOnlyList<int>? Of(string? text, TableLearner learner)
    {
        if (text is null)
            return null;
        if (!learner.HasDepths)
            throw new UsageException("--sweep depth is of a tree beside a forest, and needs one of them as the learner.",
                $"Name it: --learner {string.Join(", or --learner ", TableLearners.All.Where(own => own.HasDepths).Select(own => own.Name))}.");
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        if (!string.Equals(parts[0], Word, StringComparison.Ordinal))
            throw new UsageException($"--sweep is '{text}'; only depth can be swept.", "For example --sweep depth, or --sweep depth=1,2,4,8.");
        if (parts.Length == 1)
            return new DepthSweep().Depths;
        var depths = new List<int>();
        foreach (var part in parts[1].Split(',', StringSplitOptions.TrimEntries))
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth is >= 1 and <= Deepest && !depths.Contains(depth))
                depths.Add(depth);
            else
                throw new UsageException($"--sweep is '{text}'; '{part}' is no depth: expected whole numbers from 1 to {Deepest}, each once.", "For example --sweep depth=1,2,4,8.");
        return depths;
    }
}
