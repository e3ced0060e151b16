using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Operate.Registry;

namespace Kirana.Cli.Commands.Models;

/// <summary>What the commands on models share: the words that name an area and a version.</summary>
internal static class ModelAction
{
    /// <summary>The argument that names an area.</summary>
    /// <param name="isOptional">Whether it may be left out.</param>
    public static Argument<string?> Area(bool isOptional = false)
    {
        var area = new Argument<string?>("AREA")
        {
            Description = "recommend or forecast" + (isOptional ? "; both where missing." : "."), Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        return area.AmongWords([.. Areas.All]);
    }

    /// <summary>The version that was asked for: that of a number, or the current one where none was given.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="area">The area.</param>
    /// <param name="number">The number; <see langword="null"/> for the current one.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static ModelVersion Find(IModelRegistry registry, string area, int? number)
    {
        var versions = registry.List(area);
        if (number is null)
            return registry.Current(area) ?? throw new KeyNotFoundException($"No version of {area} serves; `kirana train {area}` makes one.");
        return versions.FirstOrDefault(version => version.Number == number) ?? throw new KeyNotFoundException(versions.Count == 0
            ? $"There is no version of {area} yet; `kirana train {area}` makes one."
            : $"There is no version {number} of {area}; there are {string.Join(", ", versions.Select(version => version.Number).Order())}.");
    }

    /// <summary>Answers with the version that serves now.</summary>
    /// <param name="context">The context.</param>
    /// <param name="version">The version.</param>
    public static int Answer(CommandContext context, ModelVersion version)
    {
        context.Answer(ModelAnswer.Of(version, isCurrent: true, context.Clock.GetUtcNow()), AnswerJson.Default.ModelAnswer,
            screen => screen.Line($"{version.Area}: version {version.Number} ({version.Kind}) serves now."));
        return ExitCode.Done;
    }
}
