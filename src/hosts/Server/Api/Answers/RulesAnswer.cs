using System.ComponentModel;
using System.Text.Json;
using Kirana.Operate.Rules;

namespace Kirana.Server.Api.Answers;

/// <summary>The rules for lists.</summary>
/// <param name="Version">The version.</param>
/// <param name="Created">When it was saved.</param>
/// <param name="Document">The rules.</param>
/// <param name="Versions">All versions that are kept.</param>
internal sealed record RulesAnswer(
    [property: Description("The version's number; 0 if no rules were ever saved.")] int Version,
    [property: Description("When it was saved.")] DateTimeOffset? Created,
    [property: Description("The rules, without the comments they were written with; their schema is at /v1/rules/schema.")] JsonElement Document,
    [property: Description("The versions that are kept, newest first.")] IReadOnlyList<RuleVersionAnswer> Versions)
{
    private const string Nothing = """{"rules":[]}""";

    /// <summary>A version.</summary>
    /// <param name="version">The version; <see langword="null"/> if there is none.</param>
    /// <param name="versions">All that are kept.</param>
    public static RulesAnswer Of(RuleVersion? version, IReadOnlyList<RuleVersion> versions)
    {
        using var document = JsonDocument.Parse(version?.Text ?? Nothing, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return new RulesAnswer(version?.Number ?? 0, version?.Created, document.RootElement.Clone(), [.. versions.Select(one => new RuleVersionAnswer(one.Number, one.Created))]);
    }
}
