using Kirana.Operate.Rules;
using Kirana.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Rules;

/// <summary>The rules for lists in a table of the control database, which is made with the first rules: a shop from before there were rules
/// opens as it is, and a program from before opens a shop that has some.</summary>
/// <param name="control">The control database.</param>
/// <param name="clock">The clock.</param>
internal sealed class EmbeddedRules(ControlDatabase control, TimeProvider clock) : IRuleVersions
{
    /// <inheritdoc/>
    public RuleVersion? Current() => control.Read(connection => Exists(connection)
        ? ControlSchema.Rules.Some(connection, 1, "id DESC", Version).SingleOrDefault()
        : All(connection).SingleOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<RuleVersion> List() => control.Read(connection => All(connection));

    /// <inheritdoc/>
    public RuleVersion Save(string text, int? after = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        RuleVersion? saved = null;
        control.Write(write =>
        {
            var known = All(write.Connection);
            var current = known.FirstOrDefault();
            if (after is { } seen && seen != (current?.Number ?? 0))
                throw new InvalidOperationException($"Version {current?.Number ?? 0} of the rules holds, not version {seen}: somebody else saved meanwhile.");
            if (string.Equals(current?.Text, text, StringComparison.Ordinal))
            {
                saved = current;
                return;
            }

            if (!Exists(write.Connection))
                write.Run(ControlSchema.Rules.Sql);
            saved = new RuleVersion((current?.Number ?? 0) + 1, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()), text);
            ControlSchema.Rules.Insert(write, saved.Number, saved.Created.ToUnixTimeMilliseconds(), text);
            foreach (var old in known.Skip(IRuleVersions.MostKept - 1))
                ControlSchema.Rules.Delete(write, old.Number);
            write.Touch(ShopPart.Models);
        });
        return saved!;
    }

    private static List<RuleVersion> All(SqliteConnection connection)
    {
        if (Exists(connection))
        {
            var all = ControlSchema.Rules.All(connection, Version);
            all.Reverse();
            return all;
        }

        Totals.Of(connection, ControlSchema.Rules.Name).Check(ControlSchema.Rules.Name, default);
        return [];
    }

    private static RuleVersion Version(long id, object?[] values) => new((int)id, DateTimeOffset.FromUnixTimeMilliseconds((long)values[0]!), (string)values[1]!);

    private static bool Exists(SqliteConnection connection) =>
        connection.Scalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = $1", ControlSchema.Rules.Name) > 0;
}
