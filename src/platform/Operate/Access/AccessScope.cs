namespace Kirana.Operate.Access;

/// <summary>What the bearer of a key may do over HTTP.</summary>
[Flags]
public enum AccessScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ask: recommendations, forecasts, the shop's figures.</summary>
    Read = 1,

    /// <summary>Send records, and have a person's records deleted.</summary>
    Write = 2,

    /// <summary>Promote and roll back models, and everything else.</summary>
    Admin = 4,
}
