using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Data;
using Kirana.Pipelines.Learn.Decisions;

namespace Kirana.Cli.Commands.Learn;

/// <summary>The option that says what wrong and right calls cost.</summary>
internal static class CostFlag
{
    /// <summary>The option.</summary>
    public static Option<string?> Make() => new("--cost")
    {
        Description = "What calls cost: fp=1,fn=5 (also tp and tn; gains are below 0), or a CSV file with a line for each true class and a column for each it may be called.", HelpName = "COSTS",
    };

    /// <summary>Reads it.</summary>
    /// <param name="text">What was written.</param>
    /// <returns>The costs, given the classes; <see langword="null"/> where nothing was written.</returns>
    /// <exception cref="UsageException">It is neither.</exception>
    public static Func<IReadOnlyList<string>, DecisionCosts>? Of(string? text)
    {
        if (text is null)
            return null;
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            var lines = File.Exists(text) ? File.ReadAllLines(text) : throw new UsageException($"--cost is '{text}'; expected costs such as fp=1,fn=5 or a file, and there is none of that name.", "For example --cost fp=1,fn=5.");
            return labels => DecisionCosts.Parse(lines, labels, Path.GetFileName(text));
        }

        DecisionCosts costs;
        try
        {
            costs = DecisionCosts.Parse(text);
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(fault.Message, "For example --cost fp=1,fn=5.");
        }

        return labels => labels.Count == 2 ? costs : throw new DataException($"The costs {text} are of two classes; the target has {labels.Count}.")
        {
            Code = "bad-cost", Hint = "Give a CSV file with a line and a column for each class.",
        };
    }
}
