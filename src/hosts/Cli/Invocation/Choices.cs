using System.CommandLine;
using System.CommandLine.Parsing;
using Kirana.Pipelines.Words;

namespace Kirana.Cli.Invocation;

/// <summary>Values that are one of a few words.</summary>
internal static class Choices
{
    /// <summary>Restricts an argument to some words.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="argument">The argument.</param>
    /// <param name="words">The words.</param>
    public static Argument<T> AmongWords<T>(this Argument<T> argument, params string[] words)
    {
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result => Check(result, argument.Name, words));
        return argument;
    }

    /// <summary>Restricts an option to some words.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="option">The option.</param>
    /// <param name="words">The words.</param>
    public static Option<T> AmongWords<T>(this Option<T> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result => Check(result, option.Name, words));
        return option;
    }

    private static void Check(SymbolResult result, string name, string[] words)
    {
        foreach (var token in result.Tokens)
            if (!words.Contains(token.Value, StringComparer.Ordinal))
                result.AddError($"{name} is one of {string.Join(", ", words)}, not '{token.Value}'."
                    + (NearestWords.Nearest(token.Value, words) is { } meant ? $" Did you mean {meant}?" : ""));
    }
}
