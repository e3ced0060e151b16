using Kirana.Cli.Invocation;
using Kirana.Pipelines.Learn.Learners;
using Kirana.Pipelines.Words;

namespace Kirana.Cli.Commands.Learn;

/// <summary>Makes a learner of the words of a command line.</summary>
internal static class ChosenLearner
{
    /// <summary>The learner with its options set.</summary>
    /// <param name="name">Its name; the automatic one where missing.</param>
    /// <param name="settings">Options as <c>option=value</c>.</param>
    /// <exception cref="UsageException">An option is not known, or its value is not of its kind.</exception>
    public static TableLearner Of(string? name, IEnumerable<string> settings)
    {
        var learner = name is null ? TableLearners.Automatic : TableLearners.All.First(own => string.Equals(own.Name, name, StringComparison.Ordinal));
        foreach (var setting in settings)
        {
            var mark = setting.IndexOf('=', StringComparison.Ordinal);
            if (mark < 1)
                throw new UsageException($"--set needs option=value and has '{setting}'.", "For example --set trees=200.");
            learner = Set(learner, setting[..mark].Trim(), setting[(mark + 1)..].Trim());
        }

        return learner;
    }

    private static TableLearner Set(TableLearner learner, string option, string value)
    {
        try
        {
            return learner.With(option, value);
        }
        catch (KeyNotFoundException)
        {
            string[] known = [.. learner.Options.Select(own => own.Name)];
            var list = $"Its options are {string.Join(", ", known)}.";
            throw new UsageException($"The learner {learner.Name} has no option '{option}'.", NearestWords.Nearest(option, known) is { } meant ? $"Did you mean {meant}? {list}" : list);
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(Faults.Explain(wrong).Error.Message, $"`kirana learn --learner {learner.Name} --options` lists every option with its range.");
        }
    }
}
