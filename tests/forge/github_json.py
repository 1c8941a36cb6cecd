"""How GitHub shows what the stand-in keeps: every member that its published description asks for."""

from __future__ import annotations

import re

from forge.exchange import time_text
from forge.state import OWNER, REPOSITORY, Account, LineRemark, Opinion, Pull, Remark, State, Team

NAME = f"{OWNER}/{REPOSITORY}"
_USER_URLS = re.findall(
    r"\w+", "followers following gists starred subscriptions organizations repos events received_events"
)
_REPOSITORY_URLS = re.findall(
    r"\w+",
    """archive assignees blobs branches collaborators comments commits compare contents contributors deployments
    downloads events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages
    merges milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees""",
)
Json = dict[str, object]


class Shown:
    """Args:
    base: the address of the interface.
    web: the address that people know.
    """

    def __init__(self, state: State, base: str, web: str) -> None:
        self._state = state
        self._base = base
        self._web = web
        self._api = f"{base}/repos/{NAME}"

    def user(self, account: Account) -> Json | None:
        """Of a deleted account there is nothing left."""
        if not self._state.exists(account):
            return None
        url = f"{self._base}/users/{account.login}"
        return {
            "login": account.login,
            "id": account.id,
            "node_id": f"U_{account.id}",
            "avatar_url": f"{self._web}/avatars/{account.id}",
            "gravatar_id": "",
            "url": url,
            "html_url": f"{self._web}/{account.login}",
            **{f"{name}_url": f"{url}/{name}" for name in _USER_URLS},
            "type": "Bot" if account.bot else "User",
            "site_admin": False,
        }

    def team(self, team: Team) -> Json:
        url = f"{self._base}/organizations/1/team/{team.id}"
        return {
            "id": team.id,
            "node_id": f"T_{team.id}",
            "url": url,
            "members_url": f"{url}/members{{/member}}",
            "name": team.name.upper(),
            "description": None,
            "permission": "push",
            "privacy": "closed",
            "notification_setting": "notifications_enabled",
            "html_url": f"{self._web}/orgs/{OWNER}/teams/{team.name}",
            "repositories_url": f"{url}/repos",
            "slug": team.name,
            "parent": None,
            "type": "organization",
            "organization_id": 1,
        }

    def repository(self) -> Json:
        owner = Account(OWNER, 1, "")
        url = f"{self._base}/orgs/{OWNER}"
        return {
            "id": 1,
            "node_id": "R_1",
            "name": REPOSITORY,
            "full_name": NAME,
            "owner": {
                "login": owner.login,
                "id": owner.id,
                "node_id": "O_1",
                "avatar_url": f"{self._web}/avatars/1",
                "gravatar_id": "",
                "url": url,
                "html_url": f"{self._web}/{OWNER}",
                **{f"{name}_url": f"{url}/{name}" for name in _USER_URLS},
                "type": "Organization",
                "site_admin": False,
            },
            "private": True,
            "html_url": f"{self._web}/{NAME}",
            "description": None,
            "fork": False,
            "url": self._api,
            **{f"{name}_url": f"{self._api}/{name}" for name in _REPOSITORY_URLS},
            "git_url": f"git:{self._web}/{NAME}.git",
            "ssh_url": f"git@localhost:{NAME}.git",
            "clone_url": f"{self._web}/{NAME}.git",
            "svn_url": f"{self._web}/{NAME}",
            "mirror_url": None,
            "homepage": None,
            "language": None,
            "forks_count": 0,
            "stargazers_count": 0,
            "watchers_count": 0,
            "size": 0,
            "default_branch": "main",
            "open_issues_count": 0,
            "topics": [],
            "has_issues": True,
            "has_projects": False,
            "has_wiki": False,
            "has_pages": False,
            "has_downloads": False,
            "has_discussions": False,
            "archived": False,
            "disabled": False,
            "visibility": "private",
            "pushed_at": time_text(self._state.now),
            "created_at": time_text(self._state.now),
            "updated_at": time_text(self._state.now),
            "license": None,
            "forks": 0,
            "open_issues": 0,
            "watchers": 0,
        }

    def whole_repository(self) -> Json:
        return {**self.repository(), "subscribers_count": 0, "network_count": 0}

    def pull(self, pull: Pull) -> Json:
        """As in lists."""
        url = f"{self._api}/pulls/{pull.number}"
        issue = f"{self._api}/issues/{pull.number}"
        page = f"{self._web}/{NAME}/pull/{pull.number}"
        statuses = f"{self._api}/statuses/{pull.head}"
        links = {
            "self": url,
            "html": page,
            "issue": issue,
            "comments": f"{issue}/comments",
            "review_comments": f"{url}/comments",
            "review_comment": f"{self._api}/pulls/comments{{/number}}",
            "commits": f"{url}/commits",
            "statuses": statuses,
        }
        return {
            "url": url,
            "id": pull.id,
            "node_id": f"PR_{pull.id}",
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "issue_url": issue,
            "commits_url": links["commits"],
            "review_comments_url": links["review_comments"],
            "review_comment_url": links["review_comment"],
            "comments_url": links["comments"],
            "statuses_url": statuses,
            "number": pull.number,
            "state": pull.state,
            "locked": False,
            "title": pull.title,
            "user": self.user(pull.author),
            "body": pull.body or None,
            "labels": [],
            "milestone": None,
            "active_lock_reason": None,
            "created_at": time_text(pull.created),
            "updated_at": time_text(pull.updated),
            "closed_at": time_text(pull.closed),
            "merged_at": time_text(pull.merged),
            "merge_commit_sha": pull.head,
            "assignee": None,
            "assignees": [],
            "requested_reviewers": [self.user(self._state.account(login)) for login in pull.asked],
            "requested_teams": [self.team(self._state.teams[name]) for name in pull.asked_teams],
            "head": self._end(pull.branch, pull.head),
            "base": self._end(pull.base, pull.start),
            "_links": {name: {"href": target} for name, target in links.items()},
            "author_association": "MEMBER",
            "auto_merge": None,
            "draft": False,
        }

    def whole_pull(self, pull: Pull) -> Json:
        """As on its own."""
        return {
            **self.pull(pull),
            "merged": pull.merged is not None,
            "mergeable": None,
            "rebaseable": None,
            "mergeable_state": "unknown",
            "merged_by": None,
            "comments": len(pull.remarks),
            "review_comments": len(pull.line_remarks),
            "maintainer_can_modify": False,
            "commits": 1,
            "additions": 1,
            "deletions": 0,
            "changed_files": 1,
        }

    def opinion(self, pull: Pull, opinion: Opinion) -> Json:
        """A pending review has no date."""
        page = f"{self._web}/{NAME}/pull/{pull.number}#pullrequestreview-{opinion.id}"
        url = f"{self._api}/pulls/{pull.number}"
        date = {} if opinion.verdict == "PENDING" else {"submitted_at": time_text(opinion.submitted)}
        return {
            "id": opinion.id,
            "node_id": f"PRR_{opinion.id}",
            "user": self.user(opinion.author),
            "body": opinion.body,
            "state": opinion.verdict,
            "html_url": page,
            "pull_request_url": url,
            "_links": {"html": {"href": page}, "pull_request": {"href": url}},
            **date,
            "commit_id": opinion.commit,
            "author_association": "MEMBER",
        }

    def line_remark(self, pull: Pull, remark: LineRemark) -> Json:
        """The line moves with each push and is null once it is outdated; the original one stays."""
        url = f"{self._api}/pulls/comments/{remark.id}"
        page = f"{self._web}/{NAME}/pull/{pull.number}#discussion_r{remark.id}"
        of = f"{self._api}/pulls/{pull.number}"
        line = self._state.current_line(pull, remark)
        on_file = remark.line is None
        span = (remark.line or 0) - (remark.start_line or 0)
        return {
            "url": url,
            "pull_request_review_id": remark.review.id,
            "id": remark.id,
            "node_id": f"PRRC_{remark.id}",
            "diff_hunk": "@@ -1 +1 @@",
            "path": remark.path,
            "position": 1 if on_file else line,
            "original_position": 1,
            "commit_id": pull.head if on_file or line else remark.commit,
            "original_commit_id": remark.commit,
            **({"in_reply_to_id": remark.answers} if remark.answers else {}),
            "user": self.user(remark.author),
            "body": remark.body,
            "created_at": time_text(remark.created),
            "updated_at": time_text(remark.updated),
            "html_url": page,
            "pull_request_url": of,
            "author_association": "MEMBER",
            "_links": {"self": {"href": url}, "html": {"href": page}, "pull_request": {"href": of}},
            "start_line": line - span if line and remark.start_line else None,
            "original_start_line": remark.start_line,
            "start_side": remark.side if remark.start_line else None,
            # GitHub gives the first line for a comment on a whole file.
            "line": 1 if on_file else line,
            "original_line": 1 if on_file else remark.line,
            "side": remark.side,
            "subject_type": "file" if on_file else "line",
        }

    def remark(self, pull: Pull, remark: Remark) -> Json:
        issue = f"{self._api}/issues/{pull.number}"
        return {
            "id": remark.id,
            "node_id": f"IC_{remark.id}",
            "url": f"{self._api}/issues/comments/{remark.id}",
            "html_url": f"{self._web}/{NAME}/pull/{pull.number}#issuecomment-{remark.id}",
            "body": remark.body,
            "user": self.user(remark.author),
            "created_at": time_text(remark.created),
            "updated_at": time_text(remark.updated),
            "issue_url": issue,
            "author_association": "MEMBER",
            "performed_via_github_app": None,
        }

    def _end(self, branch: str, commit: str) -> Json:
        repository = self.repository()
        return {
            "label": f"{OWNER}:{branch}",
            "ref": branch,
            "sha": commit,
            "user": repository["owner"],
            "repo": repository,
        }
