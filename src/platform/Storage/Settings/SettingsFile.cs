using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kirana.Data;
using Kirana.Operate.Shops;
using Kirana.Storage.Folders;

namespace Kirana.Storage.Settings;

/// <summary>Reads and writes <c>kirana.json</c>.</summary>
internal static class SettingsFile
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads and checks the settings.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">There is no such file, or it is not valid; the message names line and member.</exception>
    public static ShopSettings Read(string path)
    {
        var bytes = Bytes(path);
        return Parsed(path, () =>
        {
            CheckVersion(path, VersionIn(path, bytes));
            return Complete(path, bytes);
        });
    }

    /// <summary>The version of the shop that the settings describe, which may be another than this program's.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">There is no such file, or it does not say.</exception>
    public static int VersionOf(string path) => Parsed(path, () => VersionIn(path, Bytes(path)));

    /// <summary>Writes the current version into settings of an older one. Everything else, comments too, stays as it is.</summary>
    /// <param name="path">The file.</param>
    public static void SetVersion(string path)
    {
        var bytes = Bytes(path);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
            if (reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && reader.ValueTextEquals("version"u8))
            {
                reader.Read();
                byte[] number = Encoding.UTF8.GetBytes(ShopSettings.CurrentVersion.ToString(CultureInfo.InvariantCulture));
                DurableFiles.Replace(path, [.. bytes[..(int)reader.TokenStartIndex], .. number, .. bytes[(int)reader.BytesConsumed..]]);
                return;
            }
    }

    /// <summary>Writes the settings: durable and never half.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The settings.</param>
    public static void Write(string path, ShopSettings settings)
    {
        Check(path, settings);
        DurableFiles.Replace(path, [.. JsonSerializer.SerializeToUtf8Bytes(settings, SettingsJson.Default.ShopSettings), (byte)'\n']);
    }

    /// <summary>Changes the settings of a shop: what did not change stays as somebody wrote it, comments too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The settings.</param>
    public static void Change(string path, ShopSettings settings)
    {
        Check(path, settings);
        var text = Bytes(path);
        var wanted = JsonSerializer.SerializeToNode(settings, SettingsJson.Default.ShopSettings)!.AsObject();
        var before = JsonSerializer.SerializeToNode(Read(path), SettingsJson.Default.ShopSettings)!.AsObject();
        if (SettingsEdit.Apply(text, before, wanted) is { } edited && Means(edited, wanted))
            DurableFiles.Replace(path, edited);
        else
            Write(path, settings);
    }

    private static bool Means(byte[] text, JsonObject wanted) =>
        JsonNode.DeepEquals(wanted, JsonSerializer.SerializeToNode(Complete("", text), SettingsJson.Default.ShopSettings));

    // Once as it stands, so that an error names its line; then again with what was left out.
    private static ShopSettings Complete(string path, byte[] bytes)
    {
        _ = JsonSerializer.Deserialize(bytes, SettingsJson.Default.ShopSettings);
        var given = JsonNode.Parse(bytes, documentOptions: s_lenient)!.AsObject();
        var settings = SettingsDefaults.Fill(given).Deserialize(SettingsJson.Default.ShopSettings)!;
        Check(path, settings);
        return settings;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return WithoutMark(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"There is no shop in '{Path.GetDirectoryName(path)}': it has no kirana.json.", error)
            {
                Code = "no-shop", File = path, Hint = "Make one with `kirana init`, or name another folder with --shop.",
            };
        }
    }

    private static T Parsed<T>(string path, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException error)
        {
            throw new DataException($"kirana.json cannot be read: {FirstSentence(error.Message)}", error)
            {
                Code = "bad-settings", File = path, Row = error.LineNumber + 1, Column = error.Path, Hint = "Correct the line, or compare with a new shop's file.",
            };
        }
    }

    // Before anything else is read: another version may have other members.
    private static int VersionIn(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes, s_lenient);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw Wrong(path, $"it holds a JSON {document.RootElement.ValueKind} instead of an object", null, null);
        if (!document.RootElement.TryGetProperty("version", out var member) || !member.TryGetInt32(out var version))
            throw Wrong(path, "it does not say which version of a shop it describes", "$.version", $"Add \"version\": {ShopSettings.CurrentVersion}.");
        return version;
    }

    private static void CheckVersion(string path, int version)
    {
        if (version < ShopSettings.CurrentVersion)
            throw new DataException($"The shop has version {version}; this program works with version {ShopSettings.CurrentVersion}.")
            {
                Code = "old-shop", File = path, Column = "$.version", Hint = "Run `kirana upgrade`.",
            };
        if (version > ShopSettings.CurrentVersion)
            throw new DataException($"The shop has version {version}; this program knows versions up to {ShopSettings.CurrentVersion}.")
            {
                Code = "new-shop", File = path, Column = "$.version", Hint = "Update Kirana.",
            };
    }

    /// <summary>Checks settings.</summary>
    /// <param name="path">The file they belong to.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="DataException">A member cannot be used (<c>bad-settings</c>).</exception>
    public static void Check(string path, ShopSettings settings)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.TimeZone, out _))
            throw Wrong(path, $"'{settings.TimeZone}' is no time zone", "$.time_zone", "Use an IANA name such as Europe/Berlin.");
        if (settings.Currency.Length != 3 || !settings.Currency.All(char.IsAsciiLetterUpper))
            throw Wrong(path, $"'{settings.Currency}' is no currency", "$.currency", "Use an ISO 4217 code such as EUR.");
        if (settings.Market is { } market && (market.Length != 2 || !market.All(char.IsAsciiLetterUpper)))
            throw Wrong(path, $"'{market}' is no market", "$.market", "Use a country's ISO 3166 code such as GB, or leave it out.");
        if (settings.Sources.FirstOrDefault(source => source.Value is null) is { Key: { } empty })
            throw Wrong(path, $"the source '{empty}' is null", $"$.sources.{empty}", "Remove it, or describe how it is read.");
        var wanted = settings.Objectives;
        foreach (var (name, weight) in new[] { ("order", wanted.Order), ("click", wanted.Click), ("cart", wanted.Cart), ("purchase", wanted.Purchase), ("revenue", wanted.Revenue) })
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"{weight} is no weight"), $"$.objectives.{name}", "Use a number from 0 up.");
        if (wanted.Order + wanted.Click + wanted.Cart + wanted.Purchase + wanted.Revenue == 0)
            throw Wrong(path, "every objective has the weight 0", "$.objectives", "Give one of them a weight above 0, such as \"order\": 1.");
        if (settings.Ratings is var scale && (scale.Lowest >= scale.Highest || decimal.Abs(scale.Lowest) > RatingScale.Limit || decimal.Abs(scale.Highest) > RatingScale.Limit))
            throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"{scale.Lowest} to {scale.Highest} is no scale"), "$.ratings", "Give the lowest rating and a higher one, such as \"lowest\": 1, \"highest\": 5.");
        if (!Enum.IsDefined(settings.WeekStart))
            throw Wrong(path, $"{settings.WeekStart} is no day of the week", "$.week_start", "Use a word such as Monday.");
    }

    private static DataException Wrong(string path, string what, string? member, string? hint) =>
        new($"kirana.json cannot be used: {what}.") { Code = "bad-settings", File = path, Column = member, Hint = hint };

    private static byte[] WithoutMark(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
